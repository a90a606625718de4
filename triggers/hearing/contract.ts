import type { Signal } from '../../sdk/protocol.ts';
import type { Tracking, ValuesBefore } from '../changes/contract.ts';
import type { Stimulus } from '../contract.ts';
import type { PlacesIndex, Watches } from '../places/contract.ts';
import type { CustomerState, Journal } from '../state/contract.ts';

/**
 * Why a fix counts for nothing: it is older than the last, coarser than a fresh one, out of reach since the last, or of
 * a device that does not lead.
 */
export type IgnoredReason = 'older' | 'outdone' | 'impossible' | 'other-device';

/** The result of one signal for its customer. */
export type Advanced =
  | { readonly repeat: true }
  | {
      readonly repeat: false;
      readonly late: boolean;
      readonly stimuli: readonly Stimulus[];
      /** The tracked values that the signal replaced. */
      readonly before: ValuesBefore | undefined;
      /** Why the signal, a fix, counted for nothing; absent: it counted. */
      readonly unheeded?: IgnoredReason;
    };

/**
 * Advances a customer's state by one signal, in place; the caller owns the state. Pure otherwise. Without `watches`,
 * triggers ask for entering and leaving only; without `tracking`, for no change and no past. Where `isRepeatable` is
 * false, because the engine made the id, the signal is not remembered. `journal` takes note of what changes.
 */
export type Advance = (
  state: CustomerState,
  signal: Signal,
  places: PlacesIndex,
  now: number,
  watches?: Watches,
  tracking?: Tracking,
  isRepeatable?: boolean,
  journal?: Journal,
) => Advanced;
