import type { Signal } from '../../sdk/protocol.ts';
import type { Matcher, Origin, Stimulus, TriggerDefinition, WorkspaceView, World } from '../contract.ts';
import type { PlacesIndex } from '../places/contract.ts';
import type { WorldChange } from '../world/contract.ts';

/** The live definitions that a decision needs. */
export interface DecisionInputs extends WorkspaceView {
  readonly matcher: Matcher;
  readonly places: PlacesIndex;
  readonly world: World;
}

/** When a message goes by the next channel too. */
export type FallBack = NonNullable<TriggerDefinition['message']['fallBack']>;

/** The stimulus of a moment that is tested again later. JSON; the place is stored beside it. */
export interface KeptStimulus {
  readonly stimulus: Stimulus['type'];
  /** These as in `Stimulus`. Of a leaving stored by an earlier release the times are absent, so they are unknown. */
  readonly passing?: true;
  readonly beacon?: string;
  readonly insideMs?: number;
  readonly seenAt?: number;
}

/**
 * An origin in a timer or a job that waits. JSON. A signal is kept whole; `value` of a change of the world is the
 * change.
 */
export interface KeptOrigin extends Origin {
  readonly customer?: string;
  readonly value?: Signal['value'] | WorldChange;
}
