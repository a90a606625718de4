import { closest } from 'fastest-levenshtein';
import type * as z from 'zod';
import type { Query } from '../engine/outcomes/queries/contract.ts';
import { limit } from '../engine/outcomes/query-params.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import { speakSchema } from '../triggers/words/speak-schema.ts';
import { CliFailure } from './contract.ts';

/** What can be asked: every question with its parameters, or one. Throws CliFailure when there is none of the name. */
export async function queryHelp(name: string | undefined): Promise<string> {
  const queries = await loadFolder<Query>(new URL('../engine/outcomes/queries/', import.meta.url));
  const asked = name === undefined ? [...queries.values()] : [queries.get(name)];
  const blocks = asked.map((query) => {
    if (query) return describe(query);
    throw new CliFailure(`there is no question '${name}'; did you mean '${closest(name ?? '', [...queries.keys()])}'?`);
  });
  return `Questions:\n${blocks.join('')}`;
}

function describe({ name, summary, params }: Query): string {
  const all = Object.entries(params.extend(limit).shape);
  const lines = all.map(
    ([key, schema]) => `      ${key.padEnd(10)}${speakSchema(schema as z.ZodType, 'en').description ?? ''}`,
  );
  return `  ${name}\n    ${summary.en}\n${lines.join('\n')}\n`;
}
