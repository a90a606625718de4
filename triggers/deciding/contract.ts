import type { Matcher, WorkspaceView, World } from '../contract.ts';
import type { PlacesIndex } from '../places/contract.ts';
/** The live definitions that a decision needs. */
export interface DecisionInputs extends WorkspaceView {
  readonly matcher: Matcher;
  readonly places: PlacesIndex;
  readonly world: World;
}
