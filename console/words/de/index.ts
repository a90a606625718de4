import type { Words } from '../en/index.ts';
import boards from './boards.ts';
import builder from './builder.ts';
import changes from './changes.ts';
import chart from './chart.ts';
import connections from './connections.ts';
import customers from './customers.ts';
import effect from './effect.ts';
import login from './login.ts';
import now from './now.ts';
import operations from './operations.ts';
import places from './places.ts';
import reasons from './reasons.ts';
import results from './results.ts';
import segments from './segments.ts';
import sentence from './sentence.ts';
import settings from './settings.ts';
import shell from './shell.ts';
import sql from './sql.ts';
import templates from './templates.ts';
import testing from './testing.ts';
import triggers from './triggers.ts';
import welcome from './welcome.ts';

/** Everything that the console says, in German. */
const de: Words = {
  shell,
  boards,
  login,
  now,
  places,
  triggers,
  testing,
  builder,
  changes,
  sentence,
  templates,
  customers,
  operations,
  reasons,
  settings,
  welcome,
  segments,
  sql,
  effect,
  connections,
  chart,
  results,
};

export default de;
