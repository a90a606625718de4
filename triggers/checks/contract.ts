import type { Scope } from '../conditions/contract.ts';
import type { CompiledWaker, Condition, Moment, TriggerDefinition, When } from '../contract.ts';
import type { SignalKind } from '../signals/contract.ts';
import type { Waker } from '../wakers/contract.ts';
import type { Workspace } from '../workspace/contract.ts';

/** One trigger as a check sees it. */
export interface CheckedTrigger {
  readonly definition: TriggerDefinition;
  readonly waker: CompiledWaker;
  /** The same as the definition's; conditions in it are those that `pathOf` knows. */
  readonly when: When;
  /** Where a condition stands in the document. */
  pathOf(condition: Condition): string;
}

/** The live definitions around it. */
export interface CheckInputs {
  readonly workspace: Workspace;
  readonly vocabulary: Scope<Moment> & {
    readonly wakers: ReadonlyMap<string, Waker>;
    readonly signals: ReadonlyMap<string, SignalKind>;
  };
  /** Every trigger, itself among them. The same object for all triggers that are checked together. */
  readonly triggers: Iterable<TriggerDefinition>;
  /** Returns the values that a template needs; none for an unknown template. */
  needsOf(template: string): readonly NeededValues[];
}

/** Values of which one at least must be known for a slot of a template to be filled. */
export interface NeededValues {
  /** As they are written there: `event.total`. */
  readonly values: readonly string[];
  readonly channel: string;
  /** Where in the template. */
  readonly at: string;
}

/** Something that is allowed and cannot be meant: where, and what was expected instead. */
export interface Warning {
  readonly path: string;
  readonly expected: string;
}

/**
 * One way to find triggers that cannot do what they were written for. One file in `checks/`, named after itself. No
 * false alarms: what it warns of holds for every moment there can be. Pure; never throws.
 */
export interface TriggerCheck {
  readonly name: string;
  readonly summary: string;
  /** It looks into the trigger's template: asked again when that is published. */
  readonly goesByTemplate?: true;
  find(trigger: CheckedTrigger, inputs: CheckInputs): readonly Warning[];
}
