import type { AddressOf, Answer, Moment, Trigger } from '../../triggers/contract.ts';
import { askAllGates } from '../../triggers/deciding/ask-all.ts';
import { orderChannels } from '../../triggers/deciding/channel-order.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import { observeTrigger } from '../../triggers/waking/observe-trigger.ts';
import type { Live } from '../definitions/contract.ts';
import type { BackTestObserver } from './contract.ts';
import { createOverlaps, type Overlaps } from './overlaps.ts';
import { Tally } from './tally.ts';
import { createWhyNot, type WhyNot } from './why-not.ts';

/** The trigger that a back-test is about, and everything that is counted of it. */
export interface TestedTrigger {
  /** The trigger to match with in place of the live one: it counts each time it is asked. */
  readonly observed: Trigger;
  readonly woken: { times: number; yes: number; no: number; unknown: number };
  readonly tally: Tally;
  readonly whyNot: WhyNot;
  readonly overlaps: Overlaps;
  /** Counts all decisions of one signal, with the customer's state after them. */
  take(decisions: readonly Decision[], state: CustomerState): void;
}

interface Tested {
  readonly trigger: Trigger;
  readonly live: Live;
  readonly vocabulary: Vocabulary;
  readonly addressOf: AddressOf;
  readonly windowMs: number;
  readonly observer: BackTestObserver;
}

/** Creates the counts of a trigger. One in shadow mode is tested as if it could send. */
export function createTestedTrigger({
  trigger: written,
  live,
  vocabulary,
  addressOf,
  windowMs,
  observer,
}: Tested): TestedTrigger {
  const trigger = { ...written, definition: { ...written.definition, shadow: false } };
  const { name } = trigger.definition;
  const woken = { times: 0, yes: 0, no: 0, unknown: 0 };
  const tally = new Tally();
  const whyNot = createWhyNot(trigger.definition.when, vocabulary);
  const overlaps = createOverlaps(name, windowMs);

  const askGates = (moment: Moment) => {
    const inputs = { at: moment.at, zone: zoneOf(moment), workspace: live.workspace, addressOf, won: [] };
    const { channels } = orderChannels(moment.origin.id, trigger.definition, moment, live.workspace);
    tally.say(askAllGates({ id: '', trigger, moment, channels }, inputs));
  };
  const asked = (moment: Moment, answer: Answer) => {
    // A match that had waited is asked again; it was counted the first time.
    if (moment.at !== moment.origin.at) return;
    woken.times += 1;
    observer.woke?.(moment);
    if (answer) {
      woken.yes += 1;
      askGates(moment);
      return;
    }
    if (answer === false) woken.no += 1;
    else woken.unknown += 1;
    whyNot.take(moment);
  };

  return {
    observed: observeTrigger(trigger, { asked }),
    woken,
    tally,
    whyNot,
    overlaps,
    take(decisions, state) {
      for (const decision of decisions) {
        if (decision.candidate.trigger.definition.name !== name) continue;
        tally.take(decision);
        observer.decided?.(decision);
      }
      overlaps.take(decisions, state);
    },
  };
}
