import * as z from 'zod';
import { nameOrAll } from '../arguments/names.ts';
import type { Names } from '../problems/contract.ts';
import { expectedAmong } from '../problems/references.ts';
import { addressHash } from '../state/channels/address-hash.ts';
import type { Consent } from '../state/channels/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { copyWith, recordOf } from '../state/records.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

// Far more than channels times purposes of any business; keeps a faulty app from growing the state without end.
const MOST_CONSENTS = 512;

const proof = sayEach(
  z.strictObject({
    delivery: z.string().min(1).max(128),
    address: z.string().max(2_000),
    askedAt: z.number(),
    confirmedAt: z.number(),
    agent: z.string().max(300).optional(),
  }),
  {
    delivery: { en: 'Mail that asked', de: 'Mail, die fragte' },
    address: { en: 'Address', de: 'Adresse' },
    askedAt: { en: 'Asked at', de: 'Gefragt um' },
    confirmedAt: { en: 'Confirmed at', de: 'Bestätigt um' },
    agent: { en: 'Browser', de: 'Browser des Kunden' },
  },
);

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
      proof: proof.optional(),
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
      proof: {
        title: { en: 'Proof', de: 'Nachweis' },
        description: {
          en: 'How a yes by e-mail was confirmed: the mail that asked, its address, when it asked and when that was confirmed.',
          de: 'Wie ein Ja per E-Mail bestätigt wurde: die Mail, die fragte, ihre Adresse, wann sie fragte und wann bestätigt wurde.',
        },
        kind: 'value',
      },
      source: { title: { en: 'Where it was said', de: 'Wo es gesagt wurde' }, examples: ['sign-up form'] },
    },
  ),
  secretFault: ({ proof }) =>
    proof === undefined ? undefined : 'value.proof: a proof of consent is told with the secret key only',
  vainFault: ({ channel, purpose }, { channels, purposes }) =>
    sayMissing('channel', channel, channels) ?? sayMissing('purpose', purpose, purposes),
  keeps: {},
  effect(state, { at, value }) {
    const granted = value.granted === true;
    const key = `${value.channel}:${value.purpose}`;
    const known = state.consents[key];
    if (known && (known.at > at || (known.at === at && !known.granted))) return;
    const source = typeof value.source === 'string' ? value.source : 'consent';
    // A yes that is said once more is as confirmed as it was.
    const proof = granted ? (proofOf(value.proof) ?? (known?.granted ? proofIn(known) : undefined)) : undefined;
    const consent = { granted, at, source, ...proof };
    state.consents = withoutOldestYes(copyWith(state.consents, key, consent));
  },
  examples: [
    { value: { channel: 'email', purpose: 'offers', granted: true }, ok: true },
    { value: { channel: '*', purpose: '*', granted: false, source: 'settings page' }, ok: true },
    { value: { channel: 'email', purpose: 'offers' }, ok: false },
    { value: { channel: 'e-mail!', purpose: 'offers', granted: true }, ok: false },
    { value: { channel: 'email', purpose: 'offers', granted: 'yes' }, ok: false },
  ],
} satisfies SignalKind;

type Proven = Pick<Consent, 'proof' | 'confirmed'>;

function proofOf(said: unknown): Proven | undefined {
  const { delivery, address } = (said ?? {}) as { readonly delivery?: unknown; readonly address?: unknown };
  if (typeof delivery !== 'string') return undefined;
  return { proof: delivery, ...(typeof address === 'string' && { confirmed: addressHash(address) }) };
}

function proofIn({ proof, confirmed }: Proven): Proven {
  return { ...(proof !== undefined && { proof }), ...(confirmed !== undefined && { confirmed }) };
}

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
  return recordOf(all.filter((one) => one[0] !== oldest![0]));
}
