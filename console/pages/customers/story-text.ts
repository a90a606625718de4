import { recordOf } from '../../parts/definitions.ts';
import type { StoryRow } from '../../queries/customers.ts';

/** The value of a stored signal; what cannot be read is empty. */
export function valueIn({ value }: StoryRow): Readonly<Record<string, unknown>> {
  if (typeof value !== 'string' || value === '') return {};
  try {
    return recordOf(JSON.parse(value));
  } catch {
    return {};
  }
}

/** Where a row's signal saw the customer; undefined: it is no position. */
export function positionOf(row: StoryRow): readonly [lon: number, lat: number] | undefined {
  if (row.type !== 'signal' || row.what !== 'location') return undefined;
  const { lat, lon } = valueIn(row);
  return typeof lat === 'number' && typeof lon === 'number' ? [lon, lat] : undefined;
}

/** Whether a person sent the signal to try something. */
export function isTest({ signal }: StoryRow): boolean {
  return typeof signal === 'string' && signal.startsWith('test.');
}

const OF_REPLY = 'reply-';

/** How far a person's reply came; undefined: the row is of no reply. */
export function replyStepOf({ type, what }: StoryRow): string | undefined {
  return type === 'outcome' && what.startsWith(OF_REPLY) ? what.slice(OF_REPLY.length) : undefined;
}

/** A column of a row as text. */
export function textOf(row: StoryRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

/** The title of a message that was sent; '' where none is stored. */
export function titleOf(row: StoryRow): string {
  if (row.what !== 'sent') return '';
  const { title, subject, body, text } = valueIn(row);
  const said = [title, subject, body, text].find((one) => typeof one === 'string' && one !== '');
  return typeof said === 'string' ? said.slice(0, 120) : '';
}

/** Rows of one day of a zone, in the order given. */
export interface StoryDay {
  readonly day: string;
  readonly at: number;
  readonly rows: readonly StoryRow[];
}

/** Parts rows by the days of a zone: a day that has 23 or 25 hours is one day. */
export function daysOf(rows: readonly StoryRow[], zone: string): readonly StoryDay[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const days: { day: string; at: number; rows: StoryRow[] }[] = [];
  for (const row of rows) {
    const day = format.format(row.at);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, at: row.at, rows: [row] });
  }
  return days;
}
