import { duration, LONGEST_MS } from '../arguments/durations.ts';
import { nowFor, readDate } from '../time/dates.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'older-than',
  title: { en: 'is longer ago than', de: 'ist länger her als' },
  summary: { en: 'The date is longer ago than this.', de: 'Das Datum liegt länger zurück als dies.' },
  reads: ['date'],
  args: duration(1_000, LONGEST_MS),
  examples: [
    { args: '90d', value: '2026-01-01T00:00:00Z', at: '2026-06-01T12:00:00Z', answer: true },
    { args: '90d', value: '2026-05-01', at: '2026-06-01T12:00:00Z', answer: false },
    { args: '90d', value: '2027-01-01', at: '2026-06-01T12:00:00Z', answer: false },
    { args: '60d', value: 1_780_056_000, at: '2026-06-01T12:00:00Z', answer: false },
    { args: '60d', value: 0, at: '2026-06-01T12:00:00Z', answer: undefined },
    { args: '90d', value: 'never', at: '2026-06-01T12:00:00Z', answer: undefined },
  ],
  compile: (backMs) => (value, now) => {
    const date = readDate(value);
    return date && date.last < nowFor(date, now) - backMs;
  },
});
