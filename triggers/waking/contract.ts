import type { Place, Transition } from '../places/contract.ts';
import type { WorldChange } from '../world/contract.ts';

/**
 * The event that wakes triggers; `wakeKeys` gives the keys it calls. `as` is the name of an entering or leaving where it has another:
 * `enter/2` when a second fix agrees, `first-visit` beside the entering itself. `seen` is a fix that found them in a place again.
 * `passing`: the way between two fixes led through the place, no fix was in it for certain. `again`: a moment is asked again, and what
 * woke the trigger then is not kept.
 */
export type Stimulus =
  | { readonly type: 'signal' }
  | { readonly type: 'enter'; readonly place: Place; readonly as?: Transition; readonly passing?: true }
  | {
      readonly type: 'exit';
      readonly place: Place;
      /** How long they were in it; absent: it is not known. */
      readonly insideMs?: number;
      /** When a fix last found them there; absent: it is not known. */
      readonly seenAt?: number;
      readonly as?: Transition;
      readonly passing?: true;
    }
  | { readonly type: 'seen'; readonly place: Place; readonly unseenMs: number; readonly as: Transition }
  | { readonly type: 'approach'; readonly place: Place; readonly as: Transition }
  | { readonly type: 'timer'; readonly trigger: string; readonly key: string; readonly dueAt: number }
  | { readonly type: 'world'; readonly change: WorldChange }
  | { readonly type: 'again' };

/**
 * What set a moment off, as decisions, rows and messages name it. A signal is its own origin. A timer that came due and a change of
 * the world have an id and a time, and cannot be stored as signals.
 */
export interface Origin {
  readonly id: string;
  /** As conditions and templates know it: the signal's kind, or one of `deciding/origins.ts`. */
  readonly kind: string;
  readonly at: number;
}
