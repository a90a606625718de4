import { duration, LONGEST_MS } from '../arguments/durations.ts';
import { nowFor, readDate } from '../time/dates.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'within-last',
  title: { en: 'is within the last', de: 'liegt in den letzten' },
  summary: {
    en: 'The date is past, or today, and no longer ago than this.',
    de: 'Das Datum ist vergangen oder heute, und nicht länger her als dies.',
  },
  reads: ['date'],
  args: duration(1_000, LONGEST_MS),
  examples: [
    { args: '30d', value: '2026-05-15T12:00:00Z', at: '2026-06-01T12:00:00Z', answer: true },
    { args: '30d', value: '2026-05-02', at: '2026-06-01T12:00:00Z', answer: true },
    { args: '30d', value: '2026-05-01T12:00:00Z', at: '2026-06-01T12:00:00Z', answer: false },
    { args: '30d', value: '2026-06-02', at: '2026-06-01T12:00:00Z', answer: false },
    { args: '30d', value: {}, at: '2026-06-01T12:00:00Z', answer: undefined },
  ],
  compile: (backMs) => (value, now) => {
    const date = readDate(value);
    if (!date) return undefined;
    const at = nowFor(date, now);
    return date.first <= at && date.last >= at - backMs;
  },
});
