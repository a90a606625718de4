import type { NamedQuery, Queries } from '../outcomes/contract.ts';
import type { Guests } from '../outcomes/guests/contract.ts';
import { readQuestion } from '../outcomes/read-question.ts';
import type { SavedQuestion, Shelf } from '../shelf/contract.ts';
import type { AskSource } from './contract.ts';

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
  return async ({ kind, name, params }, by = 'alerts and boards') => {
    if (kind === 'named') {
      const query = queries.all.get(name);
      if (!query) throw new Error(`there is no question '${name}'`);
      if (query.isPersonal) throw new Error(`'${name}' tells of single customers`);
      const { params: read } = readQuestion(query, { limit: String(MOST_ROWS), ...params }, workspace(), now());
      const { rows, of } = await queries.run(name, read);
      const columns = Object.keys(rows[0] ?? {});
      return { title: query.title[language()], columns, counts: countsOf(query), rows, isCut: of > rows.length };
    }
    const saved = await questions.get(name);
    if (!saved) throw new Error(`there is no saved question '${name}'`);
    const { title, sql, params: usual } = saved.body;
    const question = { sql, params: { ...usual, ...params }, by, isPersonal: false };
    const { columns, rows, isCut } = await guests.table(question, { rows: MOST_ROWS });
    const names = columns.map((column) => column.name);
    return {
      title,
      columns: names,
      counts: columns.filter(({ type }) => WHOLE.test(type)).map(({ name }) => name),
      rows: rows.map((row) => Object.fromEntries(names.map((column, i) => [column, row[i]]))),
      isCut,
    };
  };
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
