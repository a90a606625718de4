import * as z from 'zod';
import type { Words } from '../../triggers/words/contract.ts';
import { say } from '../../triggers/words/say.ts';

const time = (title: Words, description: Words, fallback: number) =>
  say(z.coerce.number().int().min(0).max(4_102_444_800_000), title, { description, kind: 'date' }).default(fallback);

/** The parameters of a period on the engine's clock; absent: all time. */
export const period = {
  from: time(
    { en: 'From', de: 'Von' },
    { en: 'From this day or time on.', de: 'Von diesem Tag oder Zeitpunkt an.' },
    0,
  ),
  to: time(
    { en: 'To', de: 'Bis' },
    { en: 'Until this time, or to the end of this day.', de: 'Bis zu diesem Zeitpunkt, oder zum Ende dieses Tages.' },
    4_102_444_800_000,
  ),
};

/** The condition for rows within `period`. */
export const WITHIN =
  "at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')";

/** The parameter with a trigger's name; empty: all triggers. */
export const trigger = {
  trigger: say(
    z.string().max(200),
    { en: 'Trigger', de: 'Auslöser' },
    { description: { en: 'A trigger; empty: all.', de: 'Ein Auslöser; leer: alle.' }, kind: 'trigger' },
  ).default(''),
};

/** The condition for rows of `trigger`. */
export const OF_TRIGGER = "({trigger:String} = '' OR trigger = {trigger:String})";

/** The parameter with the zone in which hours and days are counted. */
export const zone = {
  zone: say(
    z.string().max(64),
    { en: 'Time zone', de: 'Zeitzone' },
    {
      description: {
        en: 'The zone whose clock is meant; the workspace’s when nothing is said.',
        de: 'Die Zone, deren Uhr gemeint ist; die des Arbeitsbereichs, wenn nichts gesagt ist.',
      },
      kind: 'zone',
    },
  ).default('UTC'),
};

/** The most rows of an answer. The answer tells how many there are. */
export const limit = {
  limit: say(
    z.coerce.number().int().min(1).max(50_000),
    { en: 'At most', de: 'Höchstens' },
    { description: { en: 'How many rows at most.', de: 'Wie viele Zeilen höchstens.' }, kind: 'count' },
  ).default(1_000),
};

/** A parameter that is yes or no, as texts; no where it is left out. */
export function yesOrNo(title: Words, description: Words) {
  const titles = { true: { en: 'Yes', de: 'Ja' }, false: { en: 'No', de: 'Nein' } };
  const read = z.enum(['true', 'false']).transform((text) => text === 'true');
  return say(read, title, { description, titles }).default(false);
}

/** The parameter of an answer that comes page by page. */
export const skip = {
  skip: say(
    z.coerce.number().int().min(0).max(1_000_000),
    { en: 'From', de: 'Ab' },
    {
      description: { en: 'How many of the first are left out.', de: 'Wie viele der ersten ausgelassen werden.' },
      kind: 'count',
    },
  ).default(0),
};
