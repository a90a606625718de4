import * as z from 'zod';
import { nestedWhere } from '../arguments/argument-shapes.ts';
import type { Moment } from '../contract.ts';
import type { Nested } from '../operators/contract.ts';
import { MESSAGE_STATES } from '../state/message-states.ts';
import { nowOf } from '../state/now.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import { ANY_TRIGGER, type Happening } from './contract.ts';
import { detailsOf } from './details.ts';

const EXPECTED =
  'a kind of signal such as cart, or { kind: event, name: "Order Completed" }, with or without where: { … }';
const word = z.string(EXPECTED).min(1, EXPECTED).max(200, EXPECTED);
const kind = say(word, { en: 'Kind of signal', de: 'Art des Signals' }, { kind: 'signal-kind', examples: ['cart'] });
const event = say(
  z.literal('event', EXPECTED),
  { en: 'Kind of signal', de: 'Art des Signals' },
  { titles: { event: { en: 'Event', de: 'Ereignis' } } },
);

/** How a marketer says which signals are meant. */
export const signalSelector = say(
  z.union(
    [
      kind,
      say(z.strictObject({ kind, where: nestedWhere.optional() }, EXPECTED), {
        en: 'Signal with conditions',
        de: 'Signal mit Bedingungen',
      }),
      say(
        z.strictObject(
          {
            kind: event,
            name: say(word, { en: 'Event', de: 'Ereignis' }, { kind: 'event-name' }),
            where: nestedWhere.optional(),
          },
          EXPECTED,
        ),
        { en: 'Event of a name', de: 'Ereignis eines Namens' },
      ),
    ],
    EXPECTED,
  ),
  { en: 'Signal', de: 'Signal' },
  { examples: ['cart', { kind: 'event', name: 'Order Completed' }] },
);

export type SignalSelector = z.infer<typeof signalSelector>;

/** Compiles a selector; `at` says where in the arguments it stands. */
export function selectSignals(selector: SignalSelector, nested: Pick<Nested, 'where'>, at: string): Happening {
  const { kind, name, where } = typeof selector === 'string' ? { kind: selector } : { name: undefined, ...selector };
  const meets = where && nested.where(where, `${at}.where`, kind);
  return {
    listens: [name === undefined ? wakeKey.signal(kind) : wakeKey.event(name)],
    follows: kind === 'message' ? [{ trigger: ANY_TRIGGER, states: statesIn(where) }] : NONE,
    is(moment: Moment): boolean {
      const { stimulus, signal } = moment;
      if (stimulus.type !== 'signal' || signal?.kind !== kind) return false;
      if (name !== undefined && signal.value.name !== name) return false;
      return !meets || meets(detailsOf(moment), nowOf(moment)) === true;
    },
  };
}

const NONE = [] as const;

/** The states that conditions on a message leave open: those they name, else all. */
function statesIn(where: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const state = where?.state;
  if (typeof state === 'string') return [state];
  const { equals, 'one-of': oneOf } = (state ?? {}) as { readonly equals?: unknown; readonly 'one-of'?: unknown };
  if (typeof equals === 'string') return [equals];
  return Array.isArray(oneOf) ? oneOf.map(String) : MESSAGE_STATES;
}
