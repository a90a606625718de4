import * as z from 'zod';
import { ONE_LINE } from '../arguments/one-line.ts';
import type { CustomerState } from '../state/contract.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

// What an app may say of one person; the oldest is forgotten first.
const MOST_TRAITS = 256;
const MOST_CHARS = 65_536;
const PREFIX = 'customer.';
/**
 * An address whose parts are traits of their own, by the names that Segment gives them and those that are used beside.
 */
const ADDRESS = ['street', 'postalCode', 'zip', 'city', 'state', 'region', 'country'];
/** Where messages go: none may carry a line break into a header. */
const ONE_LINE_IF_TEXT = { type: ['string', 'number', 'boolean', 'object', 'array', 'null'], pattern: ONE_LINE };
const REACHED_AT = { email: ONE_LINE_IF_TEXT, phone: ONE_LINE_IF_TEXT };

const NO_TRAITS = Object.freeze({});

/** Identifies a customer. Each trait is known as `customer.<trait>` until it is set anew; null forgets it. */
export default {
  name: 'identify',
  title: { en: 'Who it is', de: 'Wer es ist' },
  summary: {
    en: 'Who the customer is: traits such as name, email and the channel they prefer.',
    de: 'Wer der Kunde ist: Merkmale wie Name, E-Mail und der Kanal, den er bevorzugt.',
  },
  about: 'customer',
  value: sayEach(
    z.strictObject({
      traits: z
        .record(z.string().min(1).max(64), z.unknown())
        .meta({ maxProperties: 200, properties: REACHED_AT })
        .optional(),
      anonymousId: z.string().min(1).max(128).optional(),
    }),
    {
      traits: {
        title: { en: 'Traits', de: 'Merkmale' },
        description: { en: 'null forgets one.', de: 'null vergisst eines.' },
        examples: [{ email: 'hanna@example.com', plan: 'gold' }],
      },
      anonymousId: {
        title: { en: 'Anonymous id', de: 'Anonyme Kennung' },
        description: {
          en: 'What was known under it is merged into this customer.',
          de: 'Was darunter bekannt war, geht in diesen Kunden über.',
        },
      },
    },
  ),
  keeps: {},
  keepsUnder: PREFIX,
  together: [ADDRESS.map((part) => PREFIX + part)],
  vainFault({ traits }, { expectAddress }) {
    for (const [trait, value] of Object.entries((traits ?? NO_TRAITS) as Readonly<Record<string, unknown>>)) {
      const expected = value === null ? undefined : expectAddress?.(trait, value);
      if (expected !== undefined) return `value.traits.${trait}: must be ${expected}`;
    }
    return undefined;
  },
  effect(state, { at, value }) {
    state.identified = true;
    const traits = (value.traits ?? {}) as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(traits)) {
      const field = PREFIX + name;
      if ((state.values[field]?.at ?? at) <= at) state.values[field] = { v: traits[name], at, source: 'identify' };
    }
    forgetOldest(state);
  },
  ids: ['anonymousId'],
  merges: ({ anonymousId }) => anonymousId as string | undefined,
  examples: [
    {
      value: { traits: { email: 'eva@example.org', name: 'Eva', zone: 'Europe/Vienna' }, anonymousId: 'a-17' },
      ok: true,
    },
    { value: { traits: { plan: null, address: { city: 'Graz' } } }, ok: true },
    { value: {}, ok: true },
    { value: { traits: 'eva' }, ok: false },
    { value: { anonymousId: 17 }, ok: false },
    { value: { traits: { ['x'.repeat(65)]: 1 } }, ok: false },
    { value: { email: 'eva@example.org' }, ok: false },
  ],
} satisfies SignalKind;

function forgetOldest(state: CustomerState): void {
  const traits = Object.entries(state.values)
    .filter(([field]) => field.startsWith(PREFIX))
    .sort(([, a], [, b]) => b.at - a.at);
  let chars = 0;
  traits.forEach(([field, { v }], index) => {
    chars += field.length + JSON.stringify(v ?? null).length;
    if (index >= MOST_TRAITS || chars > MOST_CHARS) delete state.values[field];
  });
}
