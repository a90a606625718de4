import * as z from 'zod';
import type { ArgumentKind, ArgumentWords, Words } from '../../triggers/words/contract.ts';
import { say } from '../../triggers/words/say.ts';

/** A fact of a decision that questions count by and leave out by. */
interface Fact {
  readonly title: Words;
  readonly kind?: ArgumentKind;
  /** Its text for a decision; absent: the column of its name. A fact of several values counts for each of them. */
  readonly sql?: string;
  readonly isList?: true;
}

const DAYPART = `multiIf(isNull(hour), '', hour < 6 OR hour >= 22, 'night', hour < 11, 'morning', hour < 14, 'midday',
        hour < 18, 'afternoon', 'evening')`;

/** The facts of a decision, by their columns. */
export const FACTS = {
  trigger: { title: { en: 'Trigger', de: 'Auslöser' }, kind: 'trigger' },
  version: { title: { en: 'Version', de: 'Fassung' }, sql: 'toString(version)' },
  group: { title: { en: 'Group', de: 'Gruppe' }, sql: '`group`' },
  channel: { title: { en: 'Channel', de: 'Kanal' }, kind: 'channel' },
  provider: { title: { en: 'Provider', de: 'Anbieter' } },
  purpose: { title: { en: 'Purpose', de: 'Zweck' }, kind: 'purpose' },
  template: { title: { en: 'Template', de: 'Vorlage' }, kind: 'template' },
  locale: { title: { en: 'Language', de: 'Sprache' }, kind: 'locale' },
  variant: { title: { en: 'Variant', de: 'Variante' } },
  hour: { title: { en: 'Hour', de: 'Stunde' }, sql: "ifNull(toString(hour), '')" },
  weekday: { title: { en: 'Weekday', de: 'Wochentag' }, sql: "ifNull(toString(weekday), '')" },
  daypart: { title: { en: 'Part of the day', de: 'Tageszeit' }, sql: DAYPART },
  weather: { title: { en: 'Weather', de: 'Wetter' } },
  temperature_band: { title: { en: 'Temperature', de: 'Temperatur' } },
  place: { title: { en: 'Place', de: 'Ort' }, kind: 'place' },
  place_tags: {
    title: { en: 'Tag of the place', de: 'Schlagwort des Ortes' },
    sql: "if(empty(place_tags), [''], place_tags)",
    isList: true,
  },
  country: { title: { en: 'Country', de: 'Land' }, kind: 'country' },
  cell: { title: { en: 'Area', de: 'Gebiet' } },
  device_form: { title: { en: 'Device', de: 'Gerät' } },
  device_system: { title: { en: 'System of the device', de: 'System des Geräts' } },
} as const satisfies Readonly<Record<string, Fact>>;

export type FactName = keyof typeof FACTS;
const NAMES = Object.keys(FACTS) as readonly FactName[];
/** The trigger has a parameter of its own. */
const FILTERS = NAMES.filter((name) => name !== 'trigger');

const DESCRIPTION: Words = {
  en: 'Only these values, separated by commas; `unknown` for what was not known; empty: all.',
  de: 'Nur diese Werte, durch Kommas getrennt; `unknown` für das, was nicht bekannt war; leer: alle.',
};

const list = z.string().max(1_000).transform(split);

function split(text: string): string[] {
  return text === '' ? [] : text.split(',').map((part) => (part.trim() === 'unknown' ? '' : part.trim()));
}

const filterOf = (name: FactName) => {
  const { title, kind = 'text' }: Fact = FACTS[name];
  return say(list, title, { description: DESCRIPTION, kind } satisfies ArgumentWords).default([]);
};

/** A parameter for each fact: the values that a decision may have. */
export const filters = Object.fromEntries(FILTERS.map((name) => [name, filterOf(name)])) as Readonly<
  Record<Exclude<FactName, 'trigger'>, ReturnType<typeof filterOf>>
>;

/** The condition for decisions that have the values of `filters`; what is not asked for costs nothing. */
export function havingFacts(params: Readonly<Record<string, unknown>>): string {
  const conditions = FILTERS.flatMap((name) => {
    const wanted = params[name];
    if (!Array.isArray(wanted) || wanted.length === 0) return [];
    const { isList }: Fact = FACTS[name];
    const values = `{${name}:Array(String)}`;
    return isList ? [`hasAny(${sqlOf(name)}, ${values})`] : [`${sqlOf(name)} IN ${values}`];
  });
  return conditions.length === 0 ? '1' : conditions.join(' AND ');
}

const BY = `up to two of ${NAMES.join(', ')}`;
const names = z
  .array(z.enum(NAMES as readonly [FactName, ...FactName[]], BY), BY)
  .max(2, BY)
  .refine((two) => new Set(two).size === two.length, BY);

/** The parameter with the facts that an answer counts by. */
export const by = {
  by: say(
    z.string(BY).transform(split).pipe(names),
    { en: 'Counted by', de: 'Gezählt nach' },
    {
      description: {
        en: `Up to two facts, separated by a comma: ${NAMES.join(', ')}; empty: all together.`,
        de: `Bis zu zwei Umstände, durch ein Komma getrennt: ${NAMES.join(', ')}; leer: alles zusammen.`,
      },
      kind: 'text',
    },
  ).default([]),
};

/** The facts of `by` as columns, for SELECT: each with a comma behind it. */
export function columnsBy(facts: readonly FactName[]): string {
  return facts.map((name) => `${isListed(name) ? `arrayJoin(${sqlOf(name)})` : sqlOf(name)} AS by_${name}, `).join('');
}

/** The names of these columns. */
export function namesBy(facts: readonly FactName[]): readonly string[] {
  return facts.map((name) => `by_${name}`);
}

function isListed(name: FactName): boolean {
  const { isList }: Fact = FACTS[name];
  return isList === true;
}

function sqlOf(name: FactName): string {
  const { sql = name }: Fact = FACTS[name];
  return sql;
}
