import { dateOrTime, dateOrTimeFor } from '../arguments/argument-shapes.ts';
import { isTime } from '../arguments/readable.ts';
import { isBefore, readDate } from '../time/dates.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'before',
  title: { en: 'is before', de: 'ist vor' },
  summary: {
    en: 'The date, or the time of day, comes before this. A day is over before the next one begins.',
    de: 'Das Datum oder die Uhrzeit liegt davor. Ein Tag ist vorbei, bevor der nächste beginnt.',
  },
  reads: ['date', 'time'],
  args: dateOrTime,
  argsFor: dateOrTimeFor,
  examples: [
    { args: '2026-12-24', value: '2026-12-23T23:59', answer: true },
    { args: '2026-12-24', value: '2026-12-24', answer: false },
    { args: '2026-12-24', value: '2026-12-23T22:30:00Z', zone: 'Europe/Berlin', answer: true },
    { args: '2026-12-24', value: '2026-12-23T23:30:00Z', zone: 'Europe/Berlin', answer: false },
    { args: '2026-12-24', value: 'soon', answer: undefined },
    { args: '18:00', value: '17:59', answer: true },
    { args: '18:00', value: '18:00', answer: false },
  ],
  compile(bound) {
    if (isTime(bound)) return (value) => (isTime(value) ? value < bound : undefined);
    const end = readDate(bound)!;
    return (value, now) => {
      const date = readDate(value);
      return date && isBefore(date, end, now);
    };
  },
});
