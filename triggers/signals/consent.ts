import * as z from 'zod';
import { nameOrAll } from '../names.ts';
import type { CustomerState } from '../state/contract.ts';
import type { SignalKind } from './contract.ts';

// Far more than channels times purposes of any business; keeps a faulty app from growing the state without end.
const MOST_CONSENTS = 512;

/** A yes or no to messages. The newest stands; of two at the same time the no. */
export default {
  name: 'consent',
  summary: 'The customer allows or forbids messages on a channel for a purpose; `*` stands for every one.',
  about: 'customer',
  value: z.strictObject({
    channel: nameOrAll,
    purpose: nameOrAll,
    granted: z.boolean(),
    source: z.string().min(1).max(200).optional(),
  }),
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

/** A no is never forgotten before a yes. */
function withoutOldestYes(consents: CustomerState['consents']): CustomerState['consents'] {
  const all = Object.entries(consents);
  if (all.length <= MOST_CONSENTS) return consents;
  const [oldest] = all.toSorted(([, a], [, b]) => Number(b.granted) - Number(a.granted) || a.at - b.at);
  return Object.fromEntries(all.filter((one) => one[0] !== oldest![0]));
}
