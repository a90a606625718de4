import { duration } from '../arguments/durations.ts';
import { MINUTE_MS } from '../time/spans.ts';
import type { Outlook } from '../world/outlook.ts';
import { defineOperator } from './contract.ts';

const at = '2026-06-01T12:00:00Z';
const in20 = Date.parse(at) + 20 * MINUTE_MS;
const in3h = Date.parse(at) + 180 * MINUTE_MS;

export default defineOperator({
  name: 'starts-within',
  title: { en: 'begins within', de: 'beginnt innerhalb von' },
  summary: {
    en: 'It is not yet, and the forecast says that it begins no later than this.',
    de: 'Es ist noch nicht so weit, und nach der Vorhersage beginnt es spätestens dann.',
  },
  reads: ['object'],
  args: duration(60_000, 86_400_000),
  examples: [
    { args: '30m', value: { now: false, startsAt: in20, knownUntil: in3h }, at, answer: true },
    { args: '10m', value: { now: false, startsAt: in20, knownUntil: in3h }, at, answer: false },
    { args: '2h', value: { now: true, knownUntil: in3h }, at, answer: false },
    { args: '3h', value: { now: false, knownUntil: in3h }, at, answer: false },
    { args: '5h', value: { now: false, knownUntil: in3h }, at, answer: undefined },
    { args: '30m', value: {}, at, answer: undefined },
  ],
  compile: (withinMs) => (value, now) => {
    if (!isOutlook(value)) return undefined;
    const { startsAt, knownUntil } = value;
    if (startsAt !== undefined) return startsAt <= now.at + withinMs;
    return knownUntil >= now.at + withinMs ? false : undefined;
  },
});

function isOutlook(value: unknown): value is Outlook {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Outlook>).knownUntil === 'number';
}
