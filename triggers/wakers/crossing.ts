import * as z from 'zod';
import { number } from '../arguments/argument-shapes.ts';
import { isNumber } from '../arguments/readable.ts';
import { HYSTERESIS_WORDS } from '../changes/crossing.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const EXPECTED = 'rises-above or falls-below, one of them';
const NOT_NEGATIVE = 'a number from 0 up';

/**
 * Looks at every signal of the customer. The first value that is known says on which side it is and wakes nothing; so
 * does one that is not known: the side stays what it was.
 */
export default defineWaker({
  name: 'crossing',
  title: { en: 'crosses a level', de: 'überschreitet eine Schwelle' },
  summary: {
    en: 'A value rose above a level, or fell below it, and has been on the other side before.',
    de: 'Ein Wert stieg über eine Schwelle oder fiel darunter, und war vorher auf der anderen Seite.',
  },
  args: z
    .strictObject(
      {
        field: say(
          z.string('the name of a field').min(1, 'the name of a field').max(200, 'the name of a field'),
          { en: 'Field', de: 'Feld' },
          { kind: 'field', examples: ['weather.temperatureCelsius'] },
        ),
        'rises-above': say(number, { en: 'Rises above', de: 'Steigt über' }).optional(),
        'falls-below': say(number, { en: 'Falls below', de: 'Fällt unter' }).optional(),
        /** How far it must come back before it can cross again. */
        hysteresis: say(z.number(NOT_NEGATIVE).min(0, NOT_NEGATIVE), ...HYSTERESIS_WORDS).default(0),
      },
      '{ field: weather.temperatureCelsius, rises-above: 30 }, with or without hysteresis: 2',
    )
    .refine((args) => (args['rises-above'] === undefined) !== (args['falls-below'] === undefined), EXPECTED),
  examples: [
    { args: { field: 'weather.temperatureCelsius', 'rises-above': 30, hysteresis: 2 }, listens: ['signal:*'] },
    { args: { field: 'device.battery', 'falls-below': 20, hysteresis: 5 }, listens: ['signal:*'] },
  ],
  compile({ field, 'rises-above': high, 'falls-below': low, hysteresis }, nested): CompiledWaker {
    const { type, read } = nested.field(field, '.field');
    if (type !== 'number' && type !== 'any') nested.refuse('.field', `a field that is a number; ${field} is a ${type}`);
    // Falling below a level is rising above its mirror image.
    const [sign, level] = high !== undefined ? [1, high] : [-1, -low!];
    return {
      listens: [wakeKey.anySignal],
      remembers: nameMemory('crossing', field, high, low),
      /** The memory is whether the value is beyond the level. */
      step(moment: Moment, memory: unknown): Step {
        const value = moment.stimulus.type === 'signal' ? read(moment) : undefined;
        if (!isNumber(value)) return SLEEP;
        const isBeyond = sign * value > level;
        if (memory === isBeyond) return SLEEP;
        if (isBeyond) return memory === false ? { wakes: true, memory: true } : { memory: true };
        if (memory === true && sign * value > level - hysteresis) return SLEEP;
        return { memory: false };
      },
      describe: (memory) =>
        typeof memory === 'boolean'
          ? `${field} was last ${memory ? 'beyond' : 'short of'} ${high ?? low}; it wakes when it crosses`
          : undefined,
    };
  },
});

const SLEEP: Step = Object.freeze({});
