import * as z from 'zod';
import { NAME } from '../contract.ts';
import { BY_APPS, MESSAGE_STATES, type MessageState, NEVER_LEFT } from '../state/message-states.ts';
import { noteReceipt, release } from '../state/reservations.ts';
import { suppress } from '../state/suppressed.ts';
import type { KeptValue, SignalKind } from './contract.ts';

/** A receipt: the state of a message that was decided. */
export default {
  name: 'message',
  summary:
    'What became of a message: sent, delivered, opened, clicked, replied, bounced, complained about, or never sent.',
  about: 'customer',
  value: z.strictObject({
    delivery: z.string().min(1).max(128).optional(),
    state: z.enum(MESSAGE_STATES),
    channel: z.string().regex(NAME).optional(),
    hard: z.boolean().optional(),
    /** Which address bounced; the customer's on the channel, when not said. */
    address: z.string().min(1).max(2_000).optional(),
    reason: z.string().max(500).optional(),
    text: z.string().max(4_000).optional(),
    url: z.string().max(2_000).optional(),
    trigger: z.string().max(128).optional(),
    machine: z.boolean().optional(),
  }),
  secretFault: ({ state }) =>
    BY_APPS.has(state)
      ? undefined
      : `value.state: '${state}' is told by receipts of providers and with the secret key only`,
  keeps: {
    'message.lastDelivered': last('delivered', 'Id of the last message that was delivered'),
    'message.lastOpened': last('opened', 'Id of the last message that a person opened'),
    'message.lastClicked': last('clicked', 'Id of the last message that a person clicked in'),
    'message.lastReplied': last('replied', 'Id of the last message that was answered'),
    'message.lastReplyText': {
      summary: 'What the customer answered last',
      type: 'string',
      staysTrueMs: Infinity,
      from: ({ state, text }) => (state === 'replied' ? text : undefined),
    },
  },
  together: [['message.lastReplied', 'message.lastReplyText']],
  effect(state, { at, value: { delivery, state: became, channel, hard, address, reason, machine } }) {
    if (typeof delivery === 'string') {
      if (NEVER_LEFT.has(became)) release(state, delivery);
      if (machine !== true && isOfPerson(became)) noteReceipt(state, delivery, became, at);
    }
    if (typeof channel !== 'string') return;
    const why = { reason: typeof reason === 'string' && reason ? `${became}: ${reason}` : String(became), at };
    if (became === 'complained') suppress(state, channel, undefined, why);
    if (became === 'bounced' && hard === true) {
      suppress(state, channel, typeof address === 'string' ? address : undefined, why);
    }
  },
  examples: [
    { value: { delivery: '9f2c', state: 'opened', channel: 'email' }, ok: true },
    {
      value: { delivery: '9f2c', state: 'bounced', channel: 'email', hard: true, reason: '550 no such user' },
      ok: true,
    },
    {
      value: { state: 'bounced', channel: 'email', hard: true, address: 'ann@exmaple.org', reason: '550 no such user' },
      ok: true,
    },
    { value: { state: 'replied', channel: 'sms', text: 'STOP' }, ok: true },
    { value: { delivery: '9f2c' }, ok: false },
    { value: { delivery: '9f2c', state: 'lost' }, ok: false },
    { value: { delivery: 7, state: 'opened' }, ok: false },
  ],
} satisfies SignalKind;

function isOfPerson(became: unknown): became is 'opened' | 'clicked' | 'replied' {
  return became === 'opened' || became === 'clicked' || became === 'replied';
}

/** Acts of a machine (a mail proxy, a link scanner) tell nothing about the person. A read message stays read. */
function last(state: MessageState, summary: string): KeptValue {
  return {
    summary,
    type: 'string',
    staysTrueMs: Infinity,
    from: (value) => (value.state === state && value.machine !== true ? (value.delivery ?? '') : undefined),
  };
}
