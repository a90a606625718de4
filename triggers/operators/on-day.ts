import * as z from 'zod';
import { dayNumber, readDate, today } from '../time/dates.ts';
import { defineOperator } from './contract.ts';

const NEAR = { yesterday: -1, today: 0, tomorrow: 1 } as const;
const EXPECTED = 'yesterday, today, tomorrow, or a day such as "2026-12-24"';

const day = z.iso.date(EXPECTED);
const near = z.enum(['yesterday', 'today', 'tomorrow'], EXPECTED);

export default defineOperator({
  name: 'on-day',
  summary: 'The date falls on this day, as the customer’s calendar has it.',
  reads: ['date'],
  args: z.union([near, day], EXPECTED),
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
