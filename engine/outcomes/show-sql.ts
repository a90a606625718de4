import { JOINED_WHILE_READ } from './settled-decisions.ts';
import { STEPPED_DAYS } from './step-times.ts';

/** The views that tell what a table of ours has, by the piece of a question that reads it. */
const BY_TABLE: readonly (readonly [piece: string | RegExp, view: string])[] = [
  ...STEPPED_DAYS.map((days) => [days, ''] as const),
  [JOINED_WHILE_READ, 'results.step_times AS d'],
  [/\bFROM outcomes\b/g, 'FROM results.steps'],
  [/\bFROM signals\b/g, 'FROM results.signals'],
  ["JSONExtract(moves, 'Array(String)')", 'moves'],
];

/**
 * Makes a question's SQL one that gives the same rows of the views. A question itself may read the tables below them,
 * which is faster: a view cannot leave out days of which no step came within the period.
 */
export function showSql(sql: string): string {
  return BY_TABLE.reduce((text, [piece, view]) => text.replaceAll(piece, view), sql);
}
