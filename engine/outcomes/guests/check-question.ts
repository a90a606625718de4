import type { OutcomeStore } from '../../stores/contract.ts';
import { QuestionRefused } from './contract.ts';
import { type Allowed, judgeTree, refuseSettings } from './judge-tree.ts';
import { readTree } from './syntax-tree.ts';

type Reads = Pick<OutcomeStore, 'read'>;

/** The longest question, in characters. */
const LONGEST = 20_000;

/**
 * Returns one statement in ClickHouse's own spelling, without comments and without its FORMAT. ClickHouse's parser
 * reads it as the value of a parameter, so that nothing in it can run; several statements are refused there.
 */
export async function spellOut(store: Reads, sql: string): Promise<{ sql: string; format: string | undefined }> {
  if (sql.length > LONGEST) throw new QuestionRefused('wrong', `a question has ${LONGEST} characters at most`);
  const [row] = await rowsOf<{ spelt: string }>(store, 'SELECT formatQuery({sql:String}) AS spelt', { sql });
  const spelt = row?.spelt ?? '';
  // Those of a part stand further in, and are found in the tree.
  if (/\nSETTINGS /.test(spelt)) throw refuseSettings();
  // A literal cannot end so: a line break in it is written as \n.
  const format = /\nFORMAT (\w+)$/.exec(spelt);
  return { sql: format ? spelt.slice(0, format.index) : spelt, format: format?.[1] };
}

/** Throws QuestionRefused unless the whole statement, as it will run, reads what is allowed and nothing else. */
export async function checkStatement(
  store: Reads,
  sql: string,
  params: Readonly<Record<string, unknown>>,
  allowed: Allowed,
): Promise<void> {
  if (!/^[(\s]*(?:SELECT|WITH)\b/.test(sql)) throw new QuestionRefused('not-allowed', 'this is not one SELECT');
  const rows = await rowsOf<{ explain: string }>(store, `SELECT explain FROM (EXPLAIN AST ${sql}\n)`, params);
  const tree = readTree(rows.map(({ explain }) => explain));
  if (!tree) throw new QuestionRefused('not-allowed', 'a name in the question has a line break or a bracket in it');
  judgeTree(tree, allowed);
}

/** Asks for rows as objects. */
export async function rowsOf<T>(
  store: Reads,
  sql: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<readonly T[]> {
  const { bytes } = await store.read({ sql, params, format: 'JSONEachRow' });
  const lines = new TextDecoder().decode(bytes).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T);
}
