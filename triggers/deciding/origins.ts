import type { Origin } from '../contract.ts';
import type { Timer } from '../state/contract.ts';

/** Kinds of origins that are no signals. No signal kind has one of these names. */
export const ORIGIN_KINDS = {
  /** A timer came due. */
  timer: 'timer',
  /** The world changed where the customer is. */
  world: 'world',
  /** What set the moment off is not kept. */
  none: 'none',
} as const;

/** Names a timer that came due: the same id whenever and wherever it fires. */
export function timerOrigin(customer: string, { trigger, key, dueAt }: Timer): Origin {
  return { id: `timer:${customer}:${trigger}:${key}:${dueAt}`, kind: ORIGIN_KINDS.timer, at: dueAt };
}

/** Reads from an origin's id when the timer was due; undefined: it is no timer's id. */
export function timerDueAt(id: string): number | undefined {
  const due = TIMER_ID.exec(id)?.[1];
  return due === undefined ? undefined : Number(due);
}

const TIMER_ID = /^timer:.*:(\d{1,15})$/;

/** Names a change of the world; every customer whom it concerns gets the same id. */
export function worldOrigin(id: string, at: number): Origin {
  return { id, kind: ORIGIN_KINDS.world, at };
}

/** Names what is not kept any more. */
export function lostOrigin(at: number, id = ''): Origin {
  return { id, kind: ORIGIN_KINDS.none, at };
}
