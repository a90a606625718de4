import type { Place } from '../../triggers/places/contract.ts';
import type { Concern, WorldChange } from '../../triggers/world/contract.ts';
import type { Live } from '../definitions/contract.ts';
import { concernsOf, placesAwaited } from './wave-plan.ts';

/** The world changes that the live triggers wait for. */
export interface AwaitedChanges {
  readonly live: Live;
  readonly concerns: readonly Concern[];
  readonly kinds: ReadonlySet<WorldChange['what']>;
  /** The places whose opening or closing a live trigger waits for. */
  readonly places: readonly Place[];
}

/** Gives the changes that are waited for now; computes them once for each publish. */
export function createAwaitedChanges(definitions: { readonly live: Live }): () => AwaitedChanges {
  let made: AwaitedChanges | undefined;
  return () => {
    const { live } = definitions;
    if (made?.live !== live) {
      const concerns = concernsOf(live.matcher.triggers.values());
      const places = placesAwaited(concerns, live.places);
      made = { live, concerns, kinds: new Set(concerns.map(({ what }) => what)), places };
    }
    return made;
  };
}
