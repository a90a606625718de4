import * as z from 'zod';
import { name } from '../arguments/names.ts';
import type { Moment } from '../contract.ts';
import { MESSAGE_STATE_WORDS, MESSAGE_STATES } from '../state/message-states.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import type { Happening } from './contract.ts';

/** In one word: matched, and no message left. */
const NOT_SENT = 'not-sent';
const NEVER_LEFT = ['held-back', 'expired', 'failed'] as const;
const STATE = `one of ${[...MESSAGE_STATES, NOT_SENT].join(', ')}, or a list of them`;
const state = say(
  z.enum([...MESSAGE_STATES, NOT_SENT], STATE),
  { en: 'State', de: 'Stand' },
  { titles: { ...MESSAGE_STATE_WORDS, [NOT_SENT]: { en: 'Not sent', de: 'Nicht gesendet' } } },
);

/** How a marketer says which outcomes of which trigger are meant. */
export const outcomeSelector = say(
  z.strictObject(
    {
      of: say(name, { en: 'Message of the trigger', de: 'Nachricht des Auslösers' }, { kind: 'trigger' }),
      is: say(z.union([state, say(z.array(state, STATE).min(1, STATE), { en: 'One of', de: 'Eines von' })], STATE), {
        en: 'Became',
        de: 'Wurde',
      }),
    },
    '{ of: a trigger, is: opened }',
  ),
  { en: 'Message', de: 'Nachricht' },
);

export type OutcomeSelector = z.infer<typeof outcomeSelector>;

/** Compiles a selector. What a machine opened or clicked (a mail proxy, a link scanner) is no outcome. */
export function selectOutcomes({ of, is }: OutcomeSelector): Happening {
  const states = new Set([is].flat().flatMap((one) => (one === NOT_SENT ? NEVER_LEFT : [one])));
  return {
    listens: [wakeKey.signal('message')],
    follows: [{ trigger: of, states: [...states] }],
    is({ stimulus, signal, state: { reservations } }: Moment): boolean {
      if (stimulus.type !== 'signal' || signal?.kind !== 'message') return false;
      const { state: became, trigger, delivery, machine } = signal.value;
      if (machine === true || !(states as ReadonlySet<unknown>).has(became)) return false;
      // Receipts from outside name the delivery only; its reservation knows whose it was.
      return (trigger ?? reservations.find(({ id }) => id === delivery)?.trigger) === of;
    },
  };
}
