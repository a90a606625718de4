import type { Signal } from '../../sdk/protocol.ts';
import type { Tracking, ValuesBefore } from '../changes/contract.ts';
import type { Stimulus } from '../contract.ts';
import type { PlacesIndex, Watches } from '../places/contract.ts';
import type { CustomerState } from '../state/contract.ts';
/** Why a fix does not count: it is older than the last, or coarse beside a finer one, or out of reach since. */
export type IgnoredReason = 'older' | 'outdone' | 'impossible' | 'other-device';

/** The result of one signal for its customer. */
export type Advanced =
  | { readonly repeat: true }
  | {
      readonly repeat: false;
      readonly late: boolean;
      readonly stimuli: readonly Stimulus[];
      /** The tracked values that it replaced. */
      readonly before: ValuesBefore | undefined;
      /** Why the signal, a fix, counted for nothing; absent: it counted. */
      readonly unheeded?: IgnoredReason;
    };

/**
 * Advances a customer's state by one signal, in place; the caller owns the state. Pure otherwise. Without `watches` no trigger asks for
 * more than entering and leaving; without `tracking` for no change and no past. A signal that cannot repeat, because the engine made its id, is not
 * remembered.
 */
export type Advance = (
  state: CustomerState,
  signal: Signal,
  places: PlacesIndex,
  now: number,
  watches?: Watches,
  tracking?: Tracking,
  isRepeatable?: boolean,
) => Advanced;
