import * as z from 'zod';
import { dayNumber, readDate, today } from '../time/dates.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

const NEAR = { yesterday: -1, today: 0, tomorrow: 1 } as const;
const EXPECTED = 'yesterday, today, tomorrow, or a day such as "2026-12-24"';

const day = say(z.iso.date(EXPECTED), { en: 'Date', de: 'Datum' }, { kind: 'date', examples: ['2026-12-24'] });
const near = say(
  z.enum(['yesterday', 'today', 'tomorrow'], EXPECTED),
  { en: 'Near day', de: 'Naher Tag' },
  {
    titles: {
      yesterday: { en: 'Yesterday', de: 'Gestern' },
      today: { en: 'Today', de: 'Heute' },
      tomorrow: { en: 'Tomorrow', de: 'Morgen' },
    },
  },
);

export default defineOperator({
  name: 'on-day',
  title: { en: 'is on the day', de: 'ist am Tag' },
  summary: {
    en: 'The date falls on this day, as the customer’s calendar has it.',
    de: 'Das Datum fällt auf diesen Tag, nach dem Kalender des Kunden.',
  },
  reads: ['date'],
  args: say(
    z.union([near, day], EXPECTED),
    { en: 'Day', de: 'Tag' },
    { kind: 'date', examples: ['today', '2026-12-24'] },
  ),
  examples: [
    { args: '2026-12-24', value: '2026-12-24T18:00', answer: true },
    { args: '2026-12-24', value: '2026-12-25', answer: false },
    { args: 'today', value: '2026-03-11', at: '2026-03-10T23:30:00Z', zone: 'Pacific/Auckland', answer: true },
    { args: 'today', value: '2026-03-11', at: '2026-03-10T23:30:00Z', zone: 'Europe/London', answer: false },
    { args: 'tomorrow', value: '2026-03-11', at: '2026-03-10T23:30:00Z', zone: 'Europe/London', answer: true },
    { args: 'today', value: 'now and then', answer: undefined },
  ],
  compile(args) {
    const fixed = readDate(args);
    return (value, now) => {
      const date = readDate(value);
      const wanted = fixed ? dayNumber(fixed, now) : today(now) + NEAR[args as keyof typeof NEAR];
      return date && dayNumber(date, now) === wanted;
    };
  },
});
