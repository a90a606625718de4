import * as z from 'zod';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { findNearest, nearPlaces } from '../waking/near.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import type { Concern, Weather } from '../world/contract.ts';
import { WEATHER_CONDITIONS, WEATHER_WORDS } from '../world/weather-conditions.ts';
import { WEATHER_NUMBER_WORDS, WEATHER_NUMBERS, type WeatherNumber } from '../world/weather-numbers.ts';
import { defineWaker } from './contract.ts';

const SKY = `one of ${WEATHER_CONDITIONS.join(', ')}, or a list of them`;
const condition = say(z.enum(WEATHER_CONDITIONS, SKY), { en: 'Sky', de: 'Himmel' }, { titles: WEATHER_WORDS });
const sky = z.union(
  [
    condition.transform((one) => [one]),
    say(z.array(condition, SKY).min(1, SKY).max(WEATHER_CONDITIONS.length, SKY), { en: 'One of', de: 'Eines von' }),
  ],
  SKY,
);
const LEVEL = `one of ${WEATHER_NUMBERS.join(', ')} with a number, such as { temperatureCelsius: 30 }`;
const measured = say(
  z.enum(WEATHER_NUMBERS, LEVEL),
  { en: 'Measured number', de: 'Messwert' },
  { titles: WEATHER_NUMBER_WORDS },
);
const level = z
  .partialRecord(measured, say(z.number(LEVEL), { en: 'Level', de: 'Schwelle' }, { kind: 'number' }), LEVEL)
  .refine((levels) => Object.keys(levels).length === 1, LEVEL);
const EXPECTED = '{ begins: rain }, { ends: [rain, drizzle] }, { rises-above: { … } } or { falls-below: { … } }';
const near = nearPlaces.optional();
const BEGINS = { en: 'Begins', de: 'Beginnt' };
const ENDS = { en: 'Ends', de: 'Endet' };
const RISES = { en: 'Rises above', de: 'Steigt über' };
const FALLS = { en: 'Falls below', de: 'Fällt unter' };

/** Goes by two readings that are known. From unknown to rain nothing has begun that we know of. */
export default defineWaker({
  name: 'weather',
  title: { en: 'sees the weather change', de: 'erlebt einen Wetterwechsel' },
  summary: {
    en: 'The weather changed where the customer is: it begins or ends, rises above or falls below a level.',
    de: 'Das Wetter änderte sich, wo der Kunde ist: Es beginnt oder endet, steigt über eine Schwelle oder fällt darunter.',
  },
  args: z.union(
    [
      say(z.strictObject({ begins: say(sky, BEGINS), near }, EXPECTED), BEGINS),
      say(z.strictObject({ ends: say(sky, ENDS), near }, EXPECTED), ENDS),
      say(z.strictObject({ 'rises-above': say(level, RISES), near }, EXPECTED), RISES),
      say(z.strictObject({ 'falls-below': say(level, FALLS), near }, EXPECTED), FALLS),
    ],
    EXPECTED,
  ),
  examples: [
    { args: { begins: 'rain' }, listens: ['world:weather'] },
    {
      args: { begins: ['rain', 'drizzle'], near: { places: { tag: 'store' }, within: 500 } },
      listens: ['world:weather'],
    },
    { args: { ends: ['rain', 'drizzle'] }, listens: ['world:weather'] },
    { args: { 'rises-above': { temperatureCelsius: 30 } }, listens: ['world:weather'] },
    { args: { 'falls-below': { windMetresPerSecond: 8 } }, listens: ['world:weather'] },
  ],
  compile(args): CompiledWaker {
    const turn = turnOf(args);
    const concern: Concern = {
      what: 'weather',
      mayWake: (change) =>
        change.what === 'weather' && turn.isAfter(change.after) && (!change.before || turn.isBefore(change.before)),
      ...(args.near && { near: { places: args.near.places, withinMetres: args.near.within } }),
    };
    return {
      listens: [wakeKey.world('weather')],
      concern,
      step(moment: Moment): Step {
        if (moment.stimulus.type !== 'world' || !concern.mayWake(moment.stimulus.change)) return SLEEP;
        if (!concern.near) return WAKE;
        const place = findNearest(moment, concern.near);
        return place ? { wakes: true, placeId: place.id } : SLEEP;
      },
    };
  },
});

const WAKE: Step = Object.freeze({ wakes: true });
const SLEEP: Step = Object.freeze({});

/** The weather before and now: both must be known to call it a turn. */
interface Turn {
  isBefore(weather: Weather): boolean;
  isAfter(weather: Weather): boolean;
}

type Args =
  | { readonly begins: readonly string[] }
  | { readonly ends: readonly string[] }
  | { readonly 'rises-above': Partial<Record<WeatherNumber, number>> }
  | { readonly 'falls-below': Partial<Record<WeatherNumber, number>> };

function turnOf(args: Args): Turn {
  if ('begins' in args) return { isBefore: isNone(args.begins), isAfter: isOne(args.begins) };
  if ('ends' in args) return { isBefore: isOne(args.ends), isAfter: isNone(args.ends) };
  const rises = 'rises-above' in args;
  const [[part, bound]] = Object.entries(rises ? args['rises-above'] : args['falls-below']) as [
    [WeatherNumber, number],
  ];
  const sign = rises ? 1 : -1;
  return {
    isBefore: ({ [part]: value }) => value !== undefined && sign * value <= sign * bound,
    isAfter: ({ [part]: value }) => value !== undefined && sign * value > sign * bound,
  };
}

function isOne(sky: readonly string[]) {
  return ({ condition }: Weather) => condition !== undefined && sky.includes(condition);
}

function isNone(sky: readonly string[]) {
  return ({ condition }: Weather) => condition !== undefined && !sky.includes(condition);
}
