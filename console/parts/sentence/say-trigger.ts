import { recordOf } from '../definitions.ts';
import type { Schema } from '../schema-form/contract.ts';
import { isMapping } from '../schema-form/fits.ts';
import { clausesOf, sayConditions, sayTests } from './say-conditions.ts';
import { joinWords, type Speaker, sayDuration, sayMembers, sayValue } from './say-value.ts';

const CLAUSES: NonNullable<Speaker['clauses']> = {
  condition: (value, speaker) => sayConditions(value, { ...speaker, inItem: true }),
  test: (value, speaker) => sayTests(value, undefined, speaker),
};

/** Says a whole trigger in one sentence of the marketer's language, made of the catalog's titles. Never throws. */
export function sayTrigger(value: unknown, speaker: Speaker): string {
  const { words, locale } = speaker;
  const { on, when, message, cooldown, holdout, shadow } = recordOf(value);
  const { template, channels, expires, 'still-true': stillTrue, 'fall-back': fallBack } = recordOf(message);
  const { after, until } = recordOf(fallBack);
  const clauses = when === undefined || when === null ? [] : clausesOf(when, { ...speaker, clauses: CLAUSES });
  const limits = [
    Array.isArray(channels) && channels.length > 0 && words('by', { channels: sayChannels(channels, speaker) }),
    typeof expires === 'string' && words('expires', { time: sayDuration(expires, speaker) }),
    typeof cooldown === 'string' &&
      !/^0+[smhdw]$/.test(cooldown) &&
      words('cooldown', { time: sayDuration(cooldown, speaker) }),
    typeof holdout === 'string' && holdout !== '0%' && words('holdout', { share: restOf(holdout, locale) }),
    typeof after === 'string' &&
      words('fallBack', { time: sayDuration(after, speaker), state: typeof until === 'string' ? until : 'delivered' }),
    stillTrue === true && words('stillTrue'),
  ].filter((limit) => limit !== false);
  return words(clauses.length > 0 ? 'whole' : 'wholeAlways', {
    what: sayWaker(on, speaker),
    conditions: joinWords(clauses, 'and', locale),
    message: words(shadow === true ? 'shadow' : 'sends', {
      template: words('named', { name: typeof template === 'string' ? template : '…' }),
    }),
    limits: limits.map((limit) => `, ${limit}`).join(''),
  });
}

/** Says what wakes a trigger, as what a customer does: `enters a place with the tag “store”`. Never throws. */
export function sayWaker(on: unknown, by: Speaker): string {
  const speaker = { ...by, clauses: CLAUSES };
  const [name = '', args] = Object.entries(recordOf(on))[0] ?? [];
  const waker = speaker.index.wakerOf(name);
  if (!waker) return '…';
  const schema = (waker.schema ?? {}) as Schema;
  const { places, ...others } = isMapping(args) ? args : ({} as Readonly<Record<string, unknown>>);
  const where = places === undefined ? '' : sayValue({ kind: 'places' }, places, speaker);
  const details = !isMapping(args)
    ? sayValue(schema, args, speaker)
    : Object.keys(others).length === 0
      ? ''
      : schema.anyOf
        ? sayValue(schema, args, speaker)
        : sayMembers(schema, others, speaker);
  const title = where === '' ? waker.title : speaker.words('wakesAt', { what: waker.title, where });
  return details === '' ? title : speaker.words('details', { what: title, details });
}

function sayChannels(channels: readonly unknown[], { choices, locale }: Speaker): string {
  const titles = channels.map((name) => choices.channel?.find((one) => one.value === name)?.label ?? String(name));
  return joinWords(titles, 'or', locale);
}

/** The customers that are left beside a control group. */
function restOf(holdout: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(
    1 - Number(holdout.slice(0, -1)) / 100,
  );
}
