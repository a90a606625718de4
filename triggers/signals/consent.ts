import * as z from 'zod';
import { nameOrAll } from '../arguments/names.ts';
import type { Names } from '../problems/contract.ts';
import { expectedAmong } from '../problems/references.ts';
import type { CustomerState } from '../state/contract.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

// Far more than channels times purposes of any business; keeps a faulty app from growing the state without end.
const MOST_CONSENTS = 512;

/** A yes or no to messages. The newest stands; of two at the same time the no. */
export default {
  name: 'consent',
  title: { en: 'Consent', de: 'Einwilligung' },
  summary: {
    en: 'The customer allows or forbids messages on a channel for a purpose of the workspace; `*` stands for every one. One that does not exist is refused.',
    de: 'Der Kunde erlaubt oder verbietet Nachrichten auf einem Kanal für einen Zweck des Arbeitsbereichs; `*` steht für jeden. Was es nicht gibt, wird abgelehnt.',
  },
  about: 'customer',
  value: sayEach(
    z.strictObject({
      channel: nameOrAll.clone(),
      purpose: nameOrAll.clone(),
      granted: z.boolean(),
      source: z.string().min(1).max(200).optional(),
    }),
    {
      channel: {
        title: { en: 'Channel', de: 'Kanal' },
        kind: 'channel',
        description: { en: '* stands for every one.', de: '* steht für jeden.' },
      },
      purpose: {
        title: { en: 'Purpose', de: 'Zweck' },
        kind: 'purpose',
        description: { en: '* stands for every one.', de: '* steht für jeden.' },
      },
      granted: {
        title: { en: 'Allowed', de: 'Erlaubt' },
        titles: { true: { en: 'Allowed', de: 'Erlaubt' }, false: { en: 'Forbidden', de: 'Verboten' } },
      },
      source: { title: { en: 'Where it was said', de: 'Wo es gesagt wurde' }, examples: ['sign-up form'] },
    },
  ),
  vainFault: ({ channel, purpose }, { channels, purposes }) =>
    sayMissing('channel', channel, channels) ?? sayMissing('purpose', purpose, purposes),
  keeps: {},
  effect(state, { at, value }) {
    const granted = value.granted === true;
    const key = `${value.channel}:${value.purpose}`;
    const known = state.consents[key];
    if (known && (known.at > at || (known.at === at && !known.granted))) return;
    const source = typeof value.source === 'string' ? value.source : 'consent';
    state.consents = withoutOldestYes({ ...state.consents, [key]: { granted, at, source } });
  },
  examples: [
    { value: { channel: 'email', purpose: 'offers', granted: true }, ok: true },
    { value: { channel: '*', purpose: '*', granted: false, source: 'settings page' }, ok: true },
    { value: { channel: 'email', purpose: 'offers' }, ok: false },
    { value: { channel: 'e-mail!', purpose: 'offers', granted: true }, ok: false },
    { value: { channel: 'email', purpose: 'offers', granted: 'yes' }, ok: false },
  ],
} satisfies SignalKind;

/** A yes or no to what does not exist would be taken, and never asked for. */
function sayMissing(what: string, name: unknown, known: Names | undefined): string | undefined {
  if (typeof name !== 'string' || name === '*') return undefined;
  const expected = expectedAmong(`a ${what} of the workspace, or *`, name, known);
  return expected === undefined ? undefined : `value.${what}: must be ${expected}`;
}

/** A no is never forgotten before a yes. */
function withoutOldestYes(consents: CustomerState['consents']): CustomerState['consents'] {
  const all = Object.entries(consents);
  if (all.length <= MOST_CONSENTS) return consents;
  const [oldest] = all.toSorted(([, a], [, b]) => Number(b.granted) - Number(a.granted) || a.at - b.at);
  return Object.fromEntries(all.filter((one) => one[0] !== oldest![0]));
}
