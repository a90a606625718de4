import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import { decideWithoutSignal } from '../../triggers/deciding/decide.ts';
import { fireDue } from '../../triggers/deciding/fire-due.ts';
import { worldOrigin } from '../../triggers/deciding/origins.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import type { Bounds } from '../../triggers/places/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { knownPosition } from '../../triggers/state/known.ts';
import { TIME_RULE } from '../../triggers/time/lateness.ts';
import type { ChangeAt } from '../pipeline/contract.ts';
import { tellOfWorld } from '../pipeline/tell-of-world.ts';
import { isIn } from '../world/areas.ts';
import type { Sighting } from '../world/contract.ts';
import { concernsOf, placesAwaited, planWave } from '../world/wave-plan.ts';
import { recordedHours } from './recorded-hours.ts';
import type { States } from './states.ts';

export interface WakingParts {
  readonly inputs: DecisionInputs;
  readonly changeAt: ChangeAt;
  readonly states: Pick<States, 'at'>;
  readonly decided: (decisions: readonly Decision[], state: CustomerState) => void;
  /** Openings and closings before this time are ignored. */
  readonly from: number;
}

/** Wakes customers by their timers and by world changes, as the live engine does. */
export interface Waking {
  /**
   * Runs a customer through everything that happens up to a time, each at its own time. Places that open or close at
   * that very time come later.
   */
  liveUntil(state: CustomerState, at: number): void;
  /** Notes that a customer may have a new position. */
  heardOf(state: CustomerState): void;
  /** Takes a world change; ignored unless a trigger waits for it. Wakes the known customers who are there. */
  happened(seen: () => Sighting | undefined): void;
}

/** Creates the waking of customers. Triggers that wait for no world change cost nothing. */
export function createWaking({ inputs, changeAt, states, decided, from }: WakingParts): Waking {
  const { matcher, places } = inputs;
  const concerns = concernsOf(matcher.triggers.values());
  const awaited = placesAwaited(concerns, places);
  const hours = awaited.length > 0 ? recordedHours(awaited) : undefined;
  const isToldOf = concerns.some(({ what }) => what === 'weather' || what === 'stock');
  /** Of whom a position may still count. */
  const recent = new Set<string>();
  const plans = new WeakMap<Sighting, readonly Bounds[]>();

  const boxesOf = (sighting: Sighting) => {
    const known = plans.get(sighting) ?? planWave(sighting, concerns, places);
    plans.set(sighting, known);
    return known;
  };
  const concernsThem = (state: CustomerState, sighting: Sighting) => {
    const here = knownPosition(state, sighting.at);
    return here !== undefined && boxesOf(sighting).some((box) => isIn(box, here.lat, here.lon));
  };
  const fireUntil = (state: CustomerState, at: number) => {
    fireDue(state, at, inputs, (decisions) => decided(decisions, state));
  };
  const wake = (state: CustomerState, sighting: Sighting) => {
    const { id, at } = sighting;
    fireUntil(state, at);
    const change = tellOfWorld(state, sighting, changeAt, undefined);
    if (!change) return;
    decided(decideWithoutSignal(state, worldOrigin(id, at), [{ type: 'world', change }], inputs), state);
  };
  const liveUntil = (state: CustomerState, at: number) => {
    if (hours) {
      // Later nobody knows where they are.
      const before = Math.min(at, countsUntil(state) + 1);
      const after = Math.max(state.lastAt, from);
      for (const turn of hours.between(after, before)) if (concernsThem(state, turn)) wake(state, turn);
    }
    fireUntil(state, at);
  };

  return {
    liveUntil,
    heardOf(state) {
      if (isToldOf) recent.add(state.id);
    },
    happened(seen) {
      const sighting = isToldOf ? seen() : undefined;
      if (!sighting || boxesOf(sighting).length === 0) return;
      for (const id of recent) {
        const state = states.at(id);
        // One that comes late may still be about then.
        if (!state || countsUntil(state) < sighting.at - TIME_RULE.lateMs) recent.delete(id);
        else if (concernsThem(state, sighting)) {
          liveUntil(state, sighting.at);
          wake(state, sighting);
        }
      }
    },
  };
}

/** Until when the customer's position counts. */
function countsUntil({ values }: CustomerState): number {
  return values['location.lat']?.until ?? Number.NEGATIVE_INFINITY;
}
