import type { OutcomeStore } from '../../stores/contract.ts';
import { checkStatement, rowsOf, spellOut } from './check-question.ts';
import { type GuestLimits, type GuestQuestion, type Guests, QuestionRefused, type View } from './contract.ts';
import { explainFailure } from './explain-failure.ts';
import { createGuestTurns } from './guest-turns.ts';
import type { Allowed } from './judge-tree.ts';
import { CATALOG_NAMES, withLimits } from './statement.ts';

/** Views that tell of single customers in their own words: what they sent, and what was written to them. */
const PERSONAL = new Set(['messages', 'signals']);
/** How long what ClickHouse knows by name is taken as it was. */
const KNOWN_MS = 60_000;
const NONE: ReadonlySet<string> = new Set();

interface Known {
  readonly at: number;
  readonly views: readonly View[];
  readonly databases: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** Creates the answering of questions in SQL over a store. */
export function createGuests(store: Pick<OutcomeStore, 'read'>): Guests {
  const turn = createGuestTurns();
  let known: Known | undefined;
  const know = async (): Promise<Known> => {
    if (!known || performance.now() - known.at > KNOWN_MS) known = await readKnown(store);
    return known;
  };
  const run = async (question: GuestQuestion, limits: GuestLimits, format: string) => {
    const startedAt = performance.now();
    const spent = () => performance.now() - startedAt;
    let checked: string | undefined;
    try {
      const { sql } = await spellOut(store, question.sql);
      const statement = withLimits(sql, limits.rows, limits.output, !question.isPersonal);
      await checkStatement(store, statement, question.params, allow(await know(), question, limits));
      checked = sql;
      const { bytes } = await store.read({ sql: statement, params: question.params, format });
      return { bytes, tookMs: Math.round(spent()) };
    } catch (cause) {
      const failure = explainFailure(cause, spent());
      if (checked === undefined || !(failure instanceof QuestionRefused) || failure.kind !== 'too-heavy') throw failure;
      throw explainFailure(cause, spent(), await estimateRows(store, checked, question.params));
    }
  };
  return {
    views: async () => (await know()).views,
    read: (sql) =>
      spellOut(store, sql).catch((cause: unknown) => {
        throw explainFailure(cause, 0);
      }),
    bytes: (question, limits, format) => turn(question.by, () => run(question, limits, format)),
    async table(question, limits) {
      const more = { ...limits, rows: limits.rows + 1, output: AS_TABLE };
      const { bytes, tookMs } = await turn(question.by, () => run(question, more, 'JSONCompact'));
      const { meta, data, statistics } = JSON.parse(new TextDecoder().decode(bytes)) as Compact;
      const isCut = data.length > limits.rows;
      const rows = isCut ? data.slice(0, limits.rows) : data;
      return { columns: meta, rows, isCut, readRows: statistics?.rows_read ?? 0, tookMs };
    },
  };
}

/** Numbers as numbers, times with their zone. */
const AS_TABLE = [
  'output_format_json_quote_64bit_integers = 0',
  'output_format_json_quote_denormals = 0',
  "date_time_output_format = 'iso'",
];

interface Compact {
  readonly meta: readonly { readonly name: string; readonly type: string }[];
  readonly data: readonly (readonly unknown[])[];
  readonly statistics?: { readonly rows_read: number };
}

function allow(
  { views, databases, functions }: Known,
  { isPersonal }: GuestQuestion,
  { hasCatalogs }: GuestLimits,
): Allowed {
  const closed = isPersonal ? [] : views.filter((view) => view.isPersonal).map(({ name }) => name);
  return {
    views: new Set(views.map(({ name }) => name)),
    closed: new Set(closed),
    catalogs: hasCatalogs ? CATALOG_NAMES : NONE,
    databases,
    functions,
  };
}

async function readKnown(store: Pick<OutcomeStore, 'read'>): Promise<Known> {
  const [columns, databases, functions] = await Promise.all([
    rowsOf<{ table: string; name: string; type: string }>(
      store,
      "SELECT table, name, type FROM system.columns WHERE database = 'results' ORDER BY table, position",
    ),
    rowsOf<{ name: string }>(store, "SELECT name FROM system.databases WHERE name != 'results'"),
    rowsOf<{ name: string }>(store, 'SELECT DISTINCT lower(name) AS name FROM system.functions'),
  ]);
  const views = [...new Set(columns.map(({ table }) => table))].map((view) => ({
    name: view,
    isPersonal: PERSONAL.has(view),
    columns: columns.filter(({ table }) => table === view).map(({ name, type }) => ({ name, type })),
  }));
  const namesOf = (rows: readonly { name: string }[]) => new Set(rows.map(({ name }) => name));
  return { at: performance.now(), views, databases: namesOf(databases), functions: namesOf(functions) };
}

/** Returns how many rows a question would have read; undefined: ClickHouse cannot say. */
async function estimateRows(
  store: Pick<OutcomeStore, 'read'>,
  sql: string,
  params: Readonly<Record<string, unknown>>,
): Promise<number | undefined> {
  try {
    const parts = await rowsOf<{ rows: number | string }>(
      store,
      `SELECT rows FROM (EXPLAIN ESTIMATE ${withLimits(sql, 1)}\n)`,
      params,
    );
    const rows = parts.reduce((sum, part) => sum + Number(part.rows), 0);
    return rows > 0 ? rows : undefined;
  } catch {
    return undefined; // it is a hint beside the refusal, which is told all the same
  }
}
