import * as z from 'zod';
import { date, number, time } from '../arguments/argument-shapes.ts';
import { isNumber, isTime } from '../arguments/readable.ts';
import { isBefore, readDate } from '../time/dates.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

const FROM = { en: 'From', de: 'Von' };
const TO = { en: 'To', de: 'Bis' };
const numbers = say(
  z
    .tuple([say(number, FROM), say(number, TO)], 'two numbers [from, to]')
    .refine(([from, to]) => from <= to, 'two numbers [from, to], the smaller first'),
  { en: 'Two numbers', de: 'Zwei Zahlen' },
);
const times = say(
  z
    .tuple([say(time, FROM), say(time, TO)], 'two times ["from", "to"]')
    .refine(([from, to]) => from !== to, 'two different times ["from", "to"]'),
  { en: 'Two times', de: 'Zwei Uhrzeiten' },
);
const dates = say(
  z
    .tuple([say(date, FROM), say(date, TO)], 'two dates ["from", "to"]')
    .refine(([from, to]) => isInOrder(from, to), 'two dates ["from", "to"], the earlier first'),
  { en: 'Two dates', de: 'Zwei Daten' },
);
const any = say(
  z.union([numbers, times, dates], 'two numbers, times or dates [from, to]'),
  {
    en: 'From and to',
    de: 'Von und bis',
  },
  {
    examples: [
      [5, 10],
      ['18:00', '22:00'],
    ],
  },
);

export default defineOperator({
  name: 'between',
  title: { en: 'is between', de: 'liegt zwischen' },
  summary: {
    en: 'The number or the date lies from the first to the second, both included; or the time of day lies from the first until before the second, over midnight if need be.',
    de: 'Die Zahl oder das Datum liegt vom ersten bis zum zweiten, beide eingeschlossen; oder die Uhrzeit liegt vom ersten bis vor den zweiten, bei Bedarf über Mitternacht.',
  },
  reads: ['number', 'time', 'date'],
  args: any,
  argsFor: (type) => (type === 'time' ? times : type === 'date' ? dates : type === 'number' ? numbers : any),
  examples: [
    { args: [5, 10], value: 10, answer: true },
    { args: [5, 10], value: 10.5, answer: false },
    { args: [5, 10], value: '7', answer: undefined },
    { args: ['18:00', '22:00'], value: '18:00', answer: true },
    { args: ['18:00', '22:00'], value: '22:00', answer: false },
    { args: ['22:00', '06:00'], value: '23:30', answer: true },
    { args: ['22:00', '06:00'], value: '02:30', answer: true },
    { args: ['22:00', '06:00'], value: '12:00', answer: false },
    { args: ['22:00', '06:00'], value: 'noon', answer: undefined },
    { args: ['2026-12-01', '2026-12-24'], value: '2026-12-24T20:00', answer: true },
    { args: ['2026-12-01', '2026-12-24'], value: '2026-11-30', answer: false },
    { args: ['2026-12-01', '2026-12-24'], value: '2026-12-24T23:30:00Z', zone: 'Europe/Berlin', answer: false },
  ],
  compile([from, to]) {
    if (isNumber(from) && isNumber(to)) {
      return (value) => (isNumber(value) ? value >= from && value <= to : undefined);
    }
    if (isTime(from) && isTime(to)) {
      return from < to
        ? (value) => (isTime(value) ? value >= from && value < to : undefined)
        : (value) => (isTime(value) ? value >= from || value < to : undefined);
    }
    const [first, last] = [readDate(from)!, readDate(to)!];
    return (value, now) => {
      const date = readDate(value);
      return date && !isBefore(date, first, now) && !isBefore(last, date, now);
    };
  },
  hint: ([from, to]) => (isNumber(from) && isNumber(to) ? { from, to } : undefined),
});

function isInOrder(from: string, to: string): boolean {
  const [first, last] = [readDate(from), readDate(to)];
  return !first || !last || !isBefore(last, first, { at: 0, zone: 'UTC' });
}
