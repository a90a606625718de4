import type { Moment, Trigger } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import { keepMemory, memoryOf } from '../state/memory.ts';
import { timerKey } from '../state/timers.ts';

/**
 * Steps a trigger's waker and does what it asks for: memory, timers. Gives the moment that it woke for, with the place
 * it spoke of; undefined: it sleeps on, also when that place is gone.
 */
export function wake(trigger: Trigger, moment: Moment, places: ReadonlyMap<string, Place>): Moment | undefined {
  const { name } = trigger.definition;
  const { state } = moment;
  const { wakes, memory, arm, disarm, placeId } = trigger.waker.step!(moment, memoryOf(trigger, state));
  if (memory !== undefined) keepMemory(trigger, state, memory);
  if (disarm) for (const key of disarm) delete state.timers[timerKey(name, key)];
  if (arm) for (const { key, dueAt } of arm) state.timers[timerKey(name, key)] = { dueAt, trigger: name, key };
  if (!wakes) return undefined;
  if (placeId === undefined || placeId === moment.place?.id) return moment;
  const place = places.get(placeId);
  return place && { ...moment, place };
}
