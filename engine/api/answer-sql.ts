import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Guests, QuestionRefused, type RefusalKind } from '../outcomes/guests/contract.ts';
import { Refused } from './failures.ts';

/** The most rows of a table, and of a file. */
const MOST_ROWS = 10_000;
const MOST_ROWS_OF_A_FILE = 500_000;

const FILES = {
  csv: { format: 'CSVWithNames', type: 'text/csv; charset=utf-8' },
  parquet: { format: 'Parquet', type: 'application/vnd.apache.parquet' },
} as const;

const STATUS: Readonly<Record<RefusalKind, Refused['status']>> = {
  'not-allowed': 422,
  wrong: 422,
  'too-heavy': 422,
  busy: 429,
};

interface Asked {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly format: 'json' | keyof typeof FILES;
  /** The name of a file, without its ending. */
  readonly name: string;
}

/**
 * Answers a question in SQL as a table or as a file, with what the asking person may see. Throws Refused with what to
 * do instead, and with the cost where it was stopped.
 */
export async function answerSql(
  guests: Guests,
  { author, person }: FastifyRequest,
  reply: FastifyReply,
  { sql, params, format, name }: Asked,
) {
  const question = { sql, params, by: author, isPersonal: person?.may.has('personal') ?? true };
  try {
    if (format === 'json') return await guests.table(question, { rows: MOST_ROWS });
    const file = FILES[format];
    const { bytes } = await guests.bytes(question, { rows: MOST_ROWS_OF_A_FILE }, file.format);
    return await reply
      .type(file.type)
      .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}.${format}"`)
      .send(Buffer.from(bytes));
  } catch (cause) {
    throw toRefused(cause);
  }
}

/** Makes a refused question a refusal of the request. */
export function toRefused(cause: unknown): unknown {
  if (!(cause instanceof QuestionRefused)) return cause;
  const { kind, message, hint, cost } = cause;
  const spent = cost && `after ${(cost.tookMs / 1_000).toFixed(1)} s`;
  const rows = cost?.rows && `it would read ${cost.rows.toLocaleString('en')} rows`;
  const first = [message, ...(spent ? [spent] : []), ...(rows ? [rows] : [])].join(', ').trim();
  return new Refused(STATUS[kind], hint === undefined ? first : `${first.replace(/\.$/, '')}. ${hint}`);
}
