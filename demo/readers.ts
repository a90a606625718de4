import type { Outcome } from '../engine/outcomes/contract.ts';
import type { RecordedSignal } from '../sdk/protocol.ts';
import { shareOf } from '../triggers/hash.ts';
import { MINUTE_MS } from './day/happening.ts';
import { READER } from './reckon.ts';

/** The one trigger whose messages bring orders that would not have been: what a page about effects has to find. */
const BRINGS_ORDERS = 'cart-near-store';
const ORDERED_SHARE = 0.4;
const OPENED_SHARE = 0.45;
const CLICKED_SHARE = 0.3;

/** What the reader of a message does because of it later in the day; the same message is always taken alike. */
export function reactionsTo(outcome: Outcome): readonly RecordedSignal[] {
  return [...readingOf(outcome), ...orderAfter(outcome)];
}

/** An order too small for the picking desk. */
function orderAfter({ step, trigger, decision, customer, at }: Outcome): readonly RecordedSignal[] {
  if (step !== 'sent' || trigger !== BRINGS_ORDERS || shareOf(`order ${decision}`) >= ORDERED_SHARE) return [];
  const total = Math.round(1_500 + 2_000 * shareOf(`total ${decision}`)) / 100;
  return [
    {
      id: `${READER}ordered.${decision}`,
      kind: 'event',
      customer,
      at: Math.round(at + (4 + 21 * shareOf(`when ${decision}`)) * MINUTE_MS),
      value: { name: 'order-completed', properties: { total } },
    },
  ];
}

function readingOf({ step, channel, decision, customer, at }: Outcome): readonly RecordedSignal[] {
  if (step !== 'sent' || channel !== 'email' || shareOf(`open ${decision}`) >= OPENED_SHARE) return [];
  const openedAt = Math.round(at + (3 + 55 * shareOf(`when ${decision}`) ** 2) * MINUTE_MS);
  const tell = (state: string, when: number): RecordedSignal => ({
    id: `${READER}${state}.${decision}`,
    kind: 'message',
    customer,
    at: when,
    value: { delivery: decision, state, channel },
  });
  const opened = tell('opened', openedAt);
  return shareOf(`click ${decision}`) < CLICKED_SHARE ? [opened, tell('clicked', openedAt + MINUTE_MS)] : [opened];
}
