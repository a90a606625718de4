import * as z from 'zod';
import { NAME } from '../contract.ts';
import { dropTrial, noteReaction } from '../learning/channel-trials.ts';
import { noteClosed, noteReplied, noteWritten } from '../state/channel-memory.ts';
import {
  BY_APPS,
  MESSAGE_STATE_WORDS,
  MESSAGE_STATES,
  type MessageState,
  NEVER_LEFT,
} from '../state/message-states.ts';
import { isReply } from '../state/reply-id.ts';
import { noteReceipt, release } from '../state/reservations.ts';
import { liftBlock, suppress } from '../state/suppressed.ts';
import { hurryFallBack } from '../state/timers.ts';
import type { Words } from '../words/contract.ts';
import { sayEach } from '../words/say-each.ts';
import type { KeptValue, SignalKind } from './contract.ts';

/** A receipt: the state of a message that was decided. */
export default {
  name: 'message',
  title: { en: 'Message', de: 'Nachricht' },
  summary: {
    en: 'What became of a message: sent, delivered, opened, clicked, replied, bounced, complained about, or never sent.',
    de: 'Was aus einer Nachricht wurde: gesendet, zugestellt, geöffnet, angeklickt, beantwortet, zurückgekommen, beanstandet, oder nie gesendet.',
  },
  about: 'customer',
  group: 'messages',
  value: sayEach(
    z.strictObject({
      delivery: z.string().min(1).max(128).optional(),
      state: z.enum(MESSAGE_STATES),
      channel: z.string().regex(NAME).optional(),
      /** To which account of the channel they wrote. */
      account: z.string().regex(NAME).optional(),
      hard: z.boolean().optional(),
      /** Which address bounced; the customer's on the channel, when not said. */
      address: z.string().min(1).max(2_000).optional(),
      reason: z.string().max(500).optional(),
      text: z.string().max(4_000).optional(),
      url: z.string().max(2_000).optional(),
      trigger: z.string().max(128).optional(),
      machine: z.boolean().optional(),
      choice: z.string().min(1).max(1_000).optional(),
      refusal: z.enum(['window-closed', 'other-channel']).optional(),
    }),
    {
      delivery: { en: 'Message', de: 'Nachricht' },
      state: { title: { en: 'What became of it', de: 'Was daraus wurde' }, titles: MESSAGE_STATE_WORDS },
      channel: { title: { en: 'Channel', de: 'Kanal' }, kind: 'channel' },
      account: {
        title: { en: 'Account', de: 'Konto' },
        description: {
          en: 'The account of the channel to which they wrote: people reply by it.',
          de: 'Das Konto des Kanals, an das sie schrieben: über es wird geantwortet.',
        },
      },
      hard: {
        title: { en: 'For good', de: 'Endgültig' },
        description: {
          en: 'A bounce after which the address is blocked.',
          de: 'Eine Rücksendung, nach der die Adresse gesperrt ist.',
        },
      },
      address: {
        title: { en: 'Address', de: 'Adresse' },
        description: {
          en: 'That of the customer on the channel, where it is left out.',
          de: 'Die des Kunden auf dem Kanal, wo sie fehlt.',
        },
      },
      reason: { en: 'Reason', de: 'Grund' },
      text: { en: 'Text of the answer', de: 'Text der Antwort' },
      url: { title: { en: 'Link that was clicked', de: 'Angeklickter Link' }, kind: 'address' },
      trigger: { title: { en: 'Trigger', de: 'Auslöser' }, kind: 'trigger' },
      machine: {
        title: { en: 'By a machine', de: 'Von einer Maschine' },
        description: {
          en: 'A mail proxy or a link scanner, no person.',
          de: 'Ein Postfilter oder Linkprüfer, kein Mensch.',
        },
      },
      choice: {
        title: { en: 'Choice', de: 'Auswahl' },
        description: {
          en: 'The button or the entry of a menu that was chosen, also by its number.',
          de: 'Der Knopf oder Menüpunkt, der gewählt wurde, auch über seine Nummer.',
        },
      },
      refusal: {
        title: { en: 'What the service wants', de: 'Was der Dienst verlangt' },
        titles: {
          'window-closed': { en: 'The customer has to write first', de: 'Der Kunde muss zuerst schreiben' },
          'other-channel': { en: 'Another channel', de: 'Ein anderer Kanal' },
        },
      },
    },
  ),
  secretFault: ({ state }) =>
    BY_APPS.has(state)
      ? undefined
      : `value.state: '${state}' is told by receipts of providers and with the secret key only`,
  ownMembers: ['refusal'],
  keeps: {
    'message.lastDelivered': last(
      'delivered',
      { en: 'Last message delivered', de: 'Letzte zugestellte Nachricht' },
      { en: 'Id of the last message that was delivered', de: 'Kennung der letzten Nachricht, die zugestellt wurde' },
    ),
    'message.lastOpened': last(
      'opened',
      { en: 'Last message opened', de: 'Letzte geöffnete Nachricht' },
      {
        en: 'Id of the last message that a person opened',
        de: 'Kennung der letzten Nachricht, die ein Mensch öffnete',
      },
    ),
    'message.lastClicked': last(
      'clicked',
      { en: 'Last message clicked', de: 'Letzte angeklickte Nachricht' },
      {
        en: 'Id of the last message that a person clicked in',
        de: 'Kennung der letzten Nachricht, in die ein Mensch klickte',
      },
    ),
    'message.lastReplied': last(
      'replied',
      { en: 'Last message answered', de: 'Letzte beantwortete Nachricht' },
      { en: 'Id of the last message that was answered', de: 'Kennung der letzten Nachricht, die beantwortet wurde' },
    ),
    'message.lastReplyText': {
      title: { en: 'Last answer', de: 'Letzte Antwort' },
      summary: { en: 'What the customer answered last', de: 'Was der Kunde zuletzt antwortete' },
      type: 'string',
      staysTrueMs: Infinity,
      from: ({ state, text }) => (state === 'replied' ? text : undefined),
    },
    'message.lastChoice': {
      title: { en: 'Last choice', de: 'Letzte Auswahl' },
      summary: {
        en: 'What the customer chose in their last answer: a button, or an entry of a menu; empty: words of their own',
        de: 'Was der Kunde in seiner letzten Antwort wählte: ein Knopf oder Menüpunkt; leer: eigene Worte',
      },
      type: 'string',
      staysTrueMs: Infinity,
      from: ({ state, choice }) => (state === 'replied' ? (choice ?? '') : undefined),
    },
  },
  together: [['message.lastReplied', 'message.lastReplyText', 'message.lastChoice']],
  effect(state, { at, value }) {
    const { delivery, state: became, channel, account, hard, address, reason, machine, refusal } = value;
    if (typeof delivery === 'string') {
      if (refusal !== undefined) hurryFallBack(state, delivery, at);
      if (NEVER_LEFT.has(became)) {
        release(state, delivery);
        dropTrial(state, delivery);
      }
      if (became === 'delivered' || (machine !== true && isOfPerson(became))) noteReceipt(state, delivery, became, at);
      if (machine !== true && isOfPerson(became)) noteReaction(state, delivery);
    }
    if (typeof channel !== 'string') return;
    if (became === 'replied') noteWritten(state, channel, at, typeof account === 'string' ? account : undefined);
    if (mayHaveLeft(became) && typeof delivery === 'string' && isReply(delivery)) noteReplied(state, channel, at);
    if (refusal === 'window-closed') noteClosed(state, channel, at);
    const why = { reason: typeof reason === 'string' && reason ? `${became}: ${reason}` : String(became), at };
    if (became === 'blocked') suppress(state, channel, typeof address === 'string' ? address : undefined, why);
    if (became === 'unblocked') liftBlock(state, channel, at);
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
    { value: { state: 'replied', channel: 'sms', account: 'austria', text: 'STOP' }, ok: true },
    { value: { delivery: '9f2c', state: 'replied', channel: 'sms', text: '2', choice: 'Thursday' }, ok: true },
    { value: { delivery: '9f2c' }, ok: false },
    { value: { delivery: '9f2c', state: 'lost' }, ok: false },
    { value: { delivery: 7, state: 'opened' }, ok: false },
  ],
} satisfies SignalKind;

function mayHaveLeft(became: unknown): boolean {
  return became === 'sent' || became === 'uncertain';
}

function isOfPerson(became: unknown): became is 'opened' | 'clicked' | 'replied' {
  return became === 'opened' || became === 'clicked' || became === 'replied';
}

/** Acts of a machine (a mail proxy, a link scanner) tell nothing about the person. A read message stays read. */
function last(state: MessageState, title: Words, summary: Words): KeptValue {
  return {
    title,
    summary,
    type: 'string',
    staysTrueMs: Infinity,
    from: (value) => (value.state === state && value.machine !== true ? (value.delivery ?? '') : undefined),
  };
}
