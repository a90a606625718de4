import { duration, LONGEST_MS } from '../arguments/durations.ts';
import { readPast } from '../changes/readable.ts';
import { SINCE, sinceOf } from '../changes/since.ts';
import { defineOperator } from './contract.ts';

const DAY = Date.parse('1970-01-02');

export default defineOperator({
  name: 'unchanged-for',
  title: { en: 'has stayed the same for', de: 'ist unverändert seit' },
  summary: {
    en: 'The value is known to have been the same for this long, without a gap. Unknown while it may have been, but was not known throughout.',
    de: 'Der Wert war ohne Lücke so lange derselbe. Unbekannt, solange das sein kann, der Wert aber nicht durchgehend bekannt war.',
  },
  reads: ['any'],
  about: 'past',
  args: duration(1_000, LONGEST_MS),
  examples: [
    { args: '10m', value: { value: 'wifi', at: DAY, mark: [DAY, 1] }, at: '1970-01-02T00:10:00Z', answer: true },
    { args: '10m', value: { value: 'wifi', at: DAY, mark: [DAY, 1] }, at: '1970-01-02T00:09:59Z', answer: false },
    { args: '10m', value: { value: 'wifi', at: DAY, mark: [DAY, 0] }, at: '1970-01-02T00:09:59Z', answer: undefined },
    { args: '10m', value: { value: 'wifi', at: DAY }, at: '1970-01-02T00:10:00Z', answer: true },
    { args: '10m', value: { at: DAY, mark: [DAY, 1] }, at: '1970-01-02T00:10:00Z', answer: undefined },
  ],
  compile: (forMs) => (past, now) => {
    const { value, at, mark } = readPast(past);
    const since = sinceOf(mark, at);
    if (value === undefined || since === undefined) return undefined;
    if (now.at - since.at >= forMs) return true;
    return since.isChange ? false : undefined;
  },
  tracker: () => SINCE,
});
