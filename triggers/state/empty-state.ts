import type { CustomerState } from './contract.ts';
import { createRecord, createValues } from './records.ts';

/**
 * Returns the state of a customer of whom nothing is known yet. Every property stands here, and code that holds states
 * in memory begins with this function and assigns: so all states have one shape. V8 gives a state that is made as a
 * copy (`{ ...emptyState(id) }`) a shape of its own, and each signal then costs the engine half as much again, or more
 * (docs/decisions/0079).
 */
export function emptyState(id: string): CustomerState {
  return {
    id,
    identified: false,
    firstAt: 0,
    lastAt: 0,
    values: createValues(),
    inside: createRecord(),
    leading: undefined,
    devices: undefined,
    movement: undefined,
    rests: undefined,
    visits: undefined,
    positionAt: 0,
    seen: undefined,
    seenFrom: 0,
    consents: createRecord(),
    suppressed: createRecord(),
    reservations: [],
    reservationsFrom: undefined,
    fired: createRecord(),
    memory: createRecord(),
    timers: createRecord(),
    marks: undefined,
    awaited: undefined,
    channels: undefined,
    aliases: [],
    mergedInto: undefined,
    definitions: 0,
  };
}
