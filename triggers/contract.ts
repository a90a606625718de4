import type { Signal } from '../sdk/protocol.ts';
import type { TrackedPast, ValueLocation, ValuesBefore } from './changes/contract.ts';
import type { CompiledGoal, Goal } from './goals/contract.ts';
import type { Hint } from './match-index/contract.ts';
import type { Place, PlaceMovement, PlacesIndex } from './places/contract.ts';
import type { References } from './problems/contract.ts';
import type { ChannelFacts } from './state/channels/contract.ts';
import type { CustomerState } from './state/contract.ts';
import type { FieldSubject, FieldType, Words } from './words/contract.ts';
import type { PausedTriggers, Workspace } from './workspace/contract.ts';
import type { Concern, ForecastStep, Weather, World, WorldChange } from './world/contract.ts';

export { EXPECTED_NAME, InvalidDefinitions, MORE_IS_CHECKED, NAME, type Problem } from './problems/contract.ts';

/** Yes, no, or undefined: it cannot be known from what we have. Undefined is never taken for no, also under `none`. */
export type Answer = boolean | undefined;

/** The instant a test is asked about. */
export interface Now {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The customer's IANA zone; worked out when it is read. */
  readonly zone: string;
}

/** Must be cheap, pure and total: undefined for a value it cannot read, and it never throws. */
export type Test = (value: unknown, now: Now) => Answer;

export type { FieldType, ForecastStep, Weather, World, WorldChange };

/** The workspace as it is live, the same for every moment. */
export interface WorkspaceView extends ChannelFacts {
  readonly workspace: Workspace;
  /** Named conditions on customers, by name; absent: none. */
  readonly segments?: ReadonlyMap<string, Segment> | undefined;
  /** How far back conditions ask about messages; absent: they do not. */
  readonly keepMessagesMs?: number | undefined;
  readonly addressOf: AddressOf;
  /** The triggers that people have paused; absent: none. */
  readonly paused?: PausedTriggers | undefined;
  /** Is told of a moment that woke a trigger and did not match. Must not throw. Absent: none counts. */
  readonly missed?: ((trigger: Trigger, moment: Moment) => void) | undefined;
}

/** Where a customer is reached on a channel; undefined: not at all. */
export type AddressOf = (state: CustomerState, channel: string) => string | undefined;

/** Named conditions: the customers who meet them are the segment. Compiled. */
export interface Segment {
  readonly name: string;
  readonly when: When;
  readonly holds: (moment: Moment) => Answer;
  /** The memories that its conditions need of each customer. */
  readonly tracks: readonly TrackedPast[];
}

/**
 * The event that wakes triggers; `wakeKeys` gives the keys it calls. `again`: a moment is asked again, and what woke
 * the trigger then is not kept.
 */
export type Stimulus =
  | { readonly type: 'signal' }
  | PlaceMovement
  | { readonly type: 'timer'; readonly trigger: string; readonly key: string; readonly dueAt: number }
  | { readonly type: 'world'; readonly change: WorldChange }
  | { readonly type: 'again' };

/**
 * What set a moment off, as decisions, rows and messages name it. A signal is its own origin. A timer that came due and
 * a change of the world have an id and a time, and cannot be stored as signals.
 */
export interface Origin {
  readonly id: string;
  /** As conditions and templates know it: the signal's kind, or one of `deciding/origins.ts`. */
  readonly kind: string;
  readonly at: number;
}

/** An instant with what set it off and what is known of its customer then: conditions are tested against it. */
export interface Moment {
  readonly at: number;
  readonly origin: Origin;
  /** The signal that is handled; undefined when a timer came due or the world changed. */
  readonly signal: Signal | undefined;
  readonly state: CustomerState;
  readonly stimulus: Stimulus;
  /** The place this moment is about: entered, left, dwelt in. */
  readonly place: Place | undefined;
  /** The places that are defined. Absent: what needs them is unknown. */
  readonly places?: PlacesIndex;
  readonly world: World;
  /** The tracked values that the signal changed, as they were before. Absent: it changed none. */
  readonly before?: ValuesBefore | undefined;
  /** Absent: what is asked of the workspace is unknown. */
  readonly workspaceView?: WorkspaceView | undefined;
}

/** Reads one field of a moment; undefined when it is missing or stale. Pure, total, cheap. */
export interface Read {
  (moment: Moment): unknown;
  /** Set where it only looks up a known value or a property of the event, so that an index may look it up itself. */
  readonly plain?: { readonly of: 'known' | 'event'; readonly name: string };
}

/** The shape of a field's values. */
export interface FieldShape {
  readonly type: FieldType;
  readonly unit?: string;
  /** Every value there is, or every item of a list; absent: any. A condition that asks for another one is refused. */
  readonly values?: FieldValues;
  /** A title for each value of a closed list of texts. */
  readonly titles?: Readonly<Record<string, Words>>;
}

/** A closed list of texts, or the names of things that the workspace has. */
export type FieldValues = readonly string[] | { readonly of: 'places' | 'tags' | 'channels' | 'kinds' };

/**
 * One thing that a condition can ask about. A name that ends in `.*` is a family (`customer.*`, `event.*`): `bind` gets
 * what stands in place of the star.
 */
export interface Field extends FieldShape {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
  /** Set where fields are loaded: by the group or the signal kind that it comes from. */
  readonly group?: FieldSubject;
  /** Returns the expectation in place of the star; undefined when `rest` is right. Absent: anything may stand there. */
  expects?(rest: string, references: References): string | undefined;
  /** The shape of one member of a family. Absent: as the family's. */
  shapeOf?(rest: string): FieldShape;
  bind(rest: string): Read;
  /** The value that signals keep for it. Absent or undefined: it is worked out anew each time, and has no past. */
  kept?(rest: string): ValueLocation | undefined;
}

/** `when`, checked: a tree over conditions. */
export type When =
  | { readonly all: readonly When[] }
  | { readonly any: readonly When[] }
  | { readonly none: readonly When[] }
  | Condition;

export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly args: unknown;
}

/** A marketer's rule, checked and normalised; durations are milliseconds, `holdout` a share from 0 to 1. */
export interface TriggerDefinition {
  readonly name: string;
  readonly summary: string;
  /** One waker's name and its arguments. */
  readonly on: { readonly waker: string; readonly args: unknown };
  readonly when: When;
  readonly unknown: 'skip' | 'no' | { readonly waitMs: number };
  readonly cooldownMs: number;
  /** Higher wins. */
  readonly priority: number;
  readonly holdout: number;
  /** How long a period of the comparison with the control group lasts. */
  readonly measureMs: number;
  /** Live, but nothing is sent. */
  readonly shadow: boolean;
  /** What counts as success; absent: nothing does. */
  readonly goals?: readonly Goal[] | undefined;
  readonly message: {
    readonly template: string;
    /** Other templates, each for a share of customers from 0 to 1; the rest gets `template`. Absent: all get it. */
    readonly variants?: readonly { readonly template: string; readonly share: number }[];
    readonly purpose: string;
    /** `preferred`: the customer's choice, else the workspace's order. */
    readonly channels: 'preferred' | readonly string[];
    /**
     * The channels are those of the workspace that the template is written for: nobody wrote their order for this
     * trigger.
     */
    readonly isPreferred?: true;
    readonly expiresMs: number;
    readonly stillTrue: boolean;
    /** Goes by the next channel when it has not got as far as `until` this long after its decision. Absent: never. */
    readonly fallBack?: { readonly afterMs: number; readonly until: 'delivered' | 'opened' | 'clicked' };
  };
}

/** A timer to set; one of the same key is set anew. */
export interface ArmedTimer {
  readonly key: string;
  /** On the signals' own time. */
  readonly dueAt: number;
}

/** A waker asks for this after a stimulus. What is disarmed goes first; no key is armed twice. */
export interface Step {
  readonly wakes?: boolean;
  /** Kept for this customer and trigger until the next step; null forgets. Absent: unchanged. JSON only, small. */
  readonly memory?: unknown;
  readonly arm?: readonly ArmedTimer[];
  /** Keys of timers to take back; one that is not armed is nothing. */
  readonly disarm?: readonly string[];
  /** The place to hand on with the moment, when it is not the stimulus' own (a dwell timer's). */
  readonly placeId?: string;
}

export interface CompiledWaker {
  /** The wake keys it listens to; its own timers always reach it. */
  readonly listens: readonly string[];
  /** Absent: every listened stimulus wakes. Pure and total. */
  step?(moment: Moment, memory: unknown): Step;
  /**
   * Conditions that must all say yes for a stimulus that it listens to to wake it or to change anything: where one does
   * not, it is not stepped. Its own timers always reach it.
   */
  readonly needs?: readonly Need[];
  /** Outcomes of triggers that it goes by: what makes triggers a network. */
  readonly follows?: readonly FollowedOutcomes[];
  /**
   * Its first timer waits for no signal: after a publish it is stepped once for each customer who is known then, by a
   * timer of `BEGIN_KEY`, and what it then does it remembers. Those who are new come with their first signal.
   */
  readonly begins?: boolean;
  /**
   * The subject of its memory, where the waker's name does not say it: a publish that changes it forgets the memory.
   * See `patterns/about.ts`.
   */
  readonly remembers?: string;
  /** Joins the memories of two customers who are one. Absent: mine stands. Doing it again changes nothing. */
  merge?(mine: unknown, theirs: unknown): unknown;
  /** Its timers that are due at one instant are one moment: each is of another place. */
  readonly together?: boolean;
  /** Describes the memory and what it waits for in words; undefined: nothing. */
  describe?(memory: unknown): string | undefined;
  /** It waits for something in the world: who is to be looked up when that happens. */
  readonly concern?: Concern;
}

/** Outcomes of one trigger that another one goes by. */
export interface FollowedOutcomes {
  readonly trigger: string;
  /** See `message-states.ts`. */
  readonly states: readonly string[];
  /** They can wake it; else they can only keep it asleep. */
  readonly wakes: boolean;
}

/** The key of the timer that steps a waker once for a customer who was known before the publish. */
export const BEGIN_KEY = 'begin';

/** A trigger ready to run. */
export interface Trigger {
  readonly definition: TriggerDefinition;
  /** Grows with each published change of the definition. */
  readonly version: number;
  readonly waker: CompiledWaker;
  /** Tests `when` on a moment; three-valued, unless the trigger takes unknown for no. */
  readonly holds: (moment: Moment) => Answer;
  /** Conditions that must all say yes where `holds` does. */
  readonly needs: readonly Need[];
  /** The needs are all there is to `when`. */
  readonly isWhole: boolean;
  /** The memories that its conditions need of each customer. */
  readonly tracks: readonly TrackedPast[];
  /** Names the condition because of which `when` does not hold; for counts. Absent: it is not counted. */
  readonly whyNot?: (moment: Moment) => { readonly condition: string; readonly answer: 'no' | 'unknown' } | undefined;
  /** Its goals and guard rails; absent: it has none. */
  readonly goals?: readonly CompiledGoal<Moment>[];
}

/** A condition as an index can use it. */
export interface Need {
  readonly field: string;
  readonly read: Read;
  readonly hint: Hint;
}

/** A trigger whose `on` woke; `answer` says whether `when` holds: yes, or unknown (never no). */
export interface Match {
  readonly trigger: Trigger;
  readonly moment: Moment;
  readonly answer: true | undefined;
}

/**
 * Finds the triggers that match. Frozen: a publish builds a new one and swaps it. Synchronous and pure but for
 * `moment.state`, whose waker memories and timers it advances. Never throws.
 */
export interface Matcher {
  readonly triggers: ReadonlyMap<string, Trigger>;
  /** Appends to `out` what the moment woke and is not plainly false, in no promised order. */
  match(moment: Moment, out: Match[]): void;
  /** How often each wake key was seen and each trigger matched since it was built. */
  readonly counts: { readonly woken: ReadonlyMap<string, number>; readonly matched: ReadonlyMap<string, number> };
}
