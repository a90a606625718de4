import { duration, LONGEST_MS } from '../arguments/durations.ts';
import { nowFor, readDate } from '../time/dates.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'within-next',
  title: { en: 'is within the next', de: 'liegt in den nächsten' },
  summary: {
    en: 'The date is still to come, or today, and no further away than this.',
    de: 'Das Datum steht noch bevor oder ist heute, und nicht weiter weg als dies.',
  },
  reads: ['date'],
  args: duration(1_000, LONGEST_MS),
  examples: [
    { args: '3d', value: '2026-06-03T12:00:00Z', at: '2026-06-01T12:00:00Z', answer: true },
    { args: '3d', value: '2026-06-01', at: '2026-06-01T12:00:00Z', answer: true },
    { args: '3d', value: '2026-06-05', at: '2026-06-01T12:00:00Z', answer: false },
    { args: '3d', value: '2026-06-01T11:59:59Z', at: '2026-06-01T12:00:00Z', answer: false },
    { args: '3d', value: null, at: '2026-06-01T12:00:00Z', answer: undefined },
  ],
  compile: (aheadMs) => (value, now) => {
    const date = readDate(value);
    if (!date) return undefined;
    const at = nowFor(date, now);
    return date.last >= at && date.first <= at + aheadMs;
  },
});
