import type { NamedQuery, Queries } from '../outcomes/contract.ts';
import type { Guests } from '../outcomes/guests/contract.ts';
import { readQuestion } from '../outcomes/read-question.ts';
import type { SavedQuestion, Shelf } from '../shelf/contract.ts';
import type { AskedPeriod, AskSource } from './contract.ts';

export interface AskSourceParts {
  readonly queries: Queries;
  readonly guests: Pick<Guests, 'table'>;
  readonly questions: Pick<Shelf<SavedQuestion>, 'get'>;
  readonly workspace: () => Parameters<typeof readQuestion>[2];
  readonly now: () => number;
  readonly language: () => 'en' | 'de';
}

/** Rows of an answer that a tile shows. */
const MOST_ROWS = 100;

/** Creates the asking of tiles and alerts. They read nothing of single customers, as a mail may go to anybody. */
export function createAskSource(parts: AskSourceParts): AskSource {
  const { queries, guests, questions, workspace, now, language } = parts;
  return async ({ kind, name, params }, by = 'alerts and boards', period = {}) => {
    if (kind === 'named') {
      const query = queries.all.get(name);
      if (!query) throw new Error(`there is no question '${name}'`);
      if (query.isPersonal) throw new Error(`'${name}' tells of single customers`);
      const hasPeriod = 'from' in query.params.shape;
      const given = { limit: String(MOST_ROWS), ...(hasPeriod ? within(params, period) : params) };
      const { params: read, zone } = readQuestion(query, given, workspace(), now());
      const { rows, of, ...origin } = await queries.run(name, read);
      const columns = Object.keys(rows[0] ?? {});
      return {
        ...{
          title: query.title[language()],
          columns,
          counts: countsOf(query),
          rows,
          isCut: of > rows.length,
          of,
          zone,
          ...origin,
        },
        ...(hasPeriod && { period: { from: Number(read.from), to: Math.min(Number(read.to), now()) } }),
      };
    }
    const saved = await questions.get(name);
    if (!saved) throw new Error(`there is no saved question '${name}'`);
    const { title, sql, params: usual } = saved.body;
    const question = { sql, params: { ...usual, ...params }, by, isPersonal: false };
    const { columns, rows, isCut, readRows, tookMs } = await guests.table(question, { rows: MOST_ROWS });
    const names = columns.map((column) => column.name);
    return {
      title,
      columns: names,
      counts: columns.filter(({ type }) => WHOLE.test(type)).map(({ name }) => name),
      rows: rows.map((row) => Object.fromEntries(names.map((column, i) => [column, row[i]]))),
      ...{ isCut, zone: workspace().zone, lagMs: null, readRows, tookMs, sql },
    };
  };
}

/** A period with a begin takes the place of the question's own; an end alone ends the question's own. */
function within(params: Readonly<Record<string, string>>, period: AskedPeriod): Readonly<Record<string, string>> {
  const asked = Object.fromEntries(
    Object.entries(period).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  if (asked.from === undefined) return { ...asked, ...params };
  const { last: _last, ...kept } = params;
  return { ...kept, ...asked };
}

/** What ClickHouse counts is a whole number; averages and quantiles are none. */
const WHOLE = /^(?:Nullable\()?U?Int\d+\)?$/;
/** Times and what is measured, which examples have as whole numbers too. */
const MEASURED = /^(?:p\d+|max|min|hour|hour_of_day|until|within_days|at|.*_(?:at|ms|each))$|cost/;

/** The columns of a named question that count, by its examples. */
function countsOf({ examples }: NamedQuery): readonly string[] {
  const rows = examples.flatMap(({ gives }) => gives);
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...names].filter(
    (name) => !MEASURED.test(name) && rows.every((row) => row[name] === undefined || Number.isInteger(row[name])),
  );
}
