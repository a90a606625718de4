/**
 * The bars of the funnel, in its order: its column, the step that decisions are listed by, and what it is a share of.
 */
export const FUNNEL = [
  { column: 'woken', step: undefined, of: undefined },
  { column: 'matched', step: 'matched', of: 'woken' },
  { column: 'let_through', step: 'let-through', of: 'matched' },
  { column: 'sent', step: 'sent', of: 'let_through' },
  { column: 'delivered', step: 'delivered', of: 'sent' },
  { column: 'opened', step: 'opened', of: 'sent' },
  { column: 'clicked', step: 'clicked', of: 'sent' },
  { column: 'converted', step: 'converted', of: 'sent' },
] as const;

/** What machines did stands apart, in the table alone. */
export const MACHINES = [
  { column: 'machine_opened', step: 'machine-opened', of: 'sent' },
  { column: 'machine_clicked', step: 'machine-clicked', of: 'sent' },
] as const;

/** What can be counted over time and by facts. */
export const MEASURES = [
  'matched',
  'let_through',
  'held_back',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'converted',
  'value',
] as const;
export type Measure = (typeof MEASURES)[number];

/** The step of the decisions behind a measure; those behind a value are the ones that succeeded. */
export function stepOf(measure: Measure): string {
  return measure === 'value' ? 'converted' : measure.replace('_', '-');
}
