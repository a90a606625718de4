import * as z from 'zod';
import type { Now } from '../contract.ts';
import { calendarDay, today } from '../time/dates.ts';
import { DAY_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

const EXPECTED = 'today, a number of days around it, or { before: 3, after: 0 } in days, each from 0 to 180';
const days = say(
  z.number(EXPECTED).int(EXPECTED).min(0, EXPECTED).max(180, EXPECTED),
  { en: 'Days around it', de: 'Tage darum herum' },
  { kind: 'count', unit: 'd', examples: [3] },
);
const around = say(
  z.strictObject(
    {
      before: say(days, { en: 'Days before', de: 'Tage davor' }).default(0),
      after: say(days, { en: 'Days after', de: 'Tage danach' }).default(0),
    },
    EXPECTED,
  ),
  { en: 'Days before and after', de: 'Tage davor und danach' },
);
const onTheDay = say(
  z.literal('today'),
  { en: 'Today', de: 'Heute' },
  { titles: { today: { en: 'Today', de: 'Heute' } } },
);

export default defineOperator({
  name: 'anniversary',
  title: { en: 'comes round', de: 'jährt sich' },
  summary: {
    en: 'The month and day come round, as the customer’s calendar has it: today, or at most so many days before or after. The 29th of February comes round on the 28th in other years.',
    de: 'Tag und Monat jähren sich nach dem Kalender des Kunden: heute, oder höchstens so viele Tage davor oder danach. Der 29. Februar jährt sich in anderen Jahren am 28.',
  },
  reads: ['date', 'string'],
  args: say(z.union([onTheDay, days, around], EXPECTED), { en: 'When', de: 'Wann' }, { examples: ['today', 3] }),
  examples: [
    { args: 'today', value: '1990-06-01', at: '2026-06-01T12:00:00Z', answer: true },
    { args: 'today', value: '06-01', at: '2026-06-02T12:00:00Z', answer: false },
    { args: 'today', value: '2000-02-29', at: '2026-02-28T12:00:00Z', answer: true },
    { args: 3, value: '1990-01-02', at: '2026-12-30T12:00:00Z', answer: true },
    { args: { before: 3 }, value: '1990-06-04', at: '2026-06-01T12:00:00Z', answer: true },
    { args: { before: 3 }, value: '1990-05-31', at: '2026-06-01T12:00:00Z', answer: false },
    { args: 'today', value: '1990-06-02', at: '2026-06-01T22:30:00Z', zone: 'Europe/Berlin', answer: true },
    {
      args: 'today',
      value: '1993-06-02T00:00:00.000Z',
      at: '2026-06-02T12:00:00Z',
      zone: 'America/New_York',
      answer: true,
    },
    { args: 'today', value: 'June', at: '2026-06-01T12:00:00Z', answer: undefined },
  ],
  compile(args) {
    const { before, after } =
      args === 'today' ? { before: 0, after: 0 } : typeof args === 'number' ? { before: args, after: args } : args;
    return (value, now) => {
      const born = monthAndDay(value, now);
      if (!born) return undefined;
      const day = today(now);
      const year = new Date(day * DAY_MS).getUTCFullYear();
      return [year - 1, year, year + 1].some((y) => {
        const ahead = occurrence(y, born) - day;
        return ahead <= before && -ahead <= after;
      });
    };
  },
});

const YEARLESS = /^(?:--)?(\d{2})-(\d{2})$/;

function monthAndDay(value: unknown, now: Now): { month: number; day: number } | undefined {
  const yearless = typeof value === 'string' ? YEARLESS.exec(value) : null;
  const day = calendarDay(yearless ? `2000-${yearless[1]}-${yearless[2]}` : value, now);
  if (day === undefined) return undefined;
  const on = new Date(day * DAY_MS);
  return { month: on.getUTCMonth(), day: on.getUTCDate() };
}

function occurrence(year: number, { month, day }: { month: number; day: number }): number {
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, lastOfMonth)) / DAY_MS;
}
