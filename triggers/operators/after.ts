import { dateOrTime, dateOrTimeFor } from '../arguments/argument-shapes.ts';
import { isTime } from '../arguments/readable.ts';
import { isBefore, readDate } from '../time/dates.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'after',
  title: { en: 'is after', de: 'ist nach' },
  summary: {
    en: 'The date comes after this, after a day once that day is over; or the time of day is this or later.',
    de: 'Das Datum liegt danach, bei einem Tag erst, wenn er vorbei ist; oder die Uhrzeit ist diese oder eine spätere.',
  },
  reads: ['date', 'time'],
  args: dateOrTime,
  argsFor: dateOrTimeFor,
  examples: [
    { args: '2026-12-24', value: '2026-12-25', answer: true },
    { args: '2026-12-24', value: '2026-12-24T18:00', answer: false },
    { args: '2026-12-24', value: '2026-12-24T23:30:00Z', zone: 'Europe/Berlin', answer: true },
    { args: '2026-12-24T18:00:00Z', value: '2026-12-24T18:00:01Z', answer: true },
    { args: '2026-12-24', value: undefined, answer: undefined },
    { args: '18:00', value: '18:00', answer: true },
    { args: '18:00', value: '17:59', answer: false },
  ],
  compile(bound) {
    if (isTime(bound)) return (value) => (isTime(value) ? value >= bound : undefined);
    const start = readDate(bound)!;
    return (value, now) => {
      const date = readDate(value);
      return date && isBefore(start, date, now);
    };
  },
});
