import type * as z from 'zod';
import type { Signal } from '../sdk/protocol.ts';
import type { Hint } from './match-index/contract.ts';
import type { Place } from './places/contract.ts';
import type { CustomerState } from './state/contract.ts';

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

/** What a piece of data looks like, for forms and checks. */
export type FieldType = 'number' | 'string' | 'boolean' | 'time' | 'date' | 'list' | 'object' | 'any';

export interface Example {
  readonly args: unknown;
  readonly value: unknown;
  readonly answer: Answer;
  /** For operators that go by the time: ISO 8601, 1970 when not given. */
  readonly at?: string;
  /** UTC when not given. */
  readonly zone?: string;
}

/** Compiles what a part's own arguments contain besides plain data. Takes note of problems and goes on; never throws. */
export interface Nested {
  /** Tests on one value of this type: `{ at-least: 2 }`, or a scalar to equal. `at` says where in the arguments they stand. */
  test(source: unknown, type: FieldType, at: string): Test;
  /** Conditions on an object's own properties, `{ price: { above: 10 }, brand: acme }`: a test on such an object. */
  where(source: unknown, at: string): Test;
}

/** One way to compare a field with its arguments. One file in `operators/`, named after itself. */
export interface Operator {
  readonly name: string;
  readonly summary: string;
  /** The types of field it can read; `check` refuses it on any other. */
  readonly reads: readonly FieldType[];
  readonly args: z.ZodType;
  /** The arguments that go with a field of this type, where that is less than `args` allows. */
  argsFor?(type: FieldType): z.ZodType;
  /** At least one yes, one no and one unknown (none where it always knows); they run as tests. */
  readonly examples: readonly Example[];
  /** Checks `args` once, when a trigger is loaded; the returned test runs on every moment. Throws a ZodError. */
  compile(args: unknown, nested: Nested): Test;
  /** The values for which the test says yes, where that can be listed: lets an index find the trigger by them. */
  hint?(args: unknown): Hint | undefined;
}

/** Ties an operator's argument schema to its compile function, then forgets the type. */
export function defineOperator<S extends z.ZodType>(spec: {
  name: string;
  summary: string;
  reads: readonly FieldType[];
  args: S;
  argsFor?(type: FieldType): z.ZodType;
  examples: readonly Example[];
  compile(args: z.infer<S>, nested: Nested): Test;
  hint?(args: z.infer<S>): Hint | undefined;
}): Operator {
  return {
    ...spec,
    compile: (args, nested) => spec.compile(spec.args.parse(args), nested),
    hint: (args) => spec.hint?.(spec.args.parse(args)),
  };
}

/** Weather in one area at one time. Metric units. */
export interface Weather {
  readonly condition?: string;
  readonly temperatureCelsius?: number;
  readonly windMetresPerSecond?: number;
  readonly rainMillimetresPerHour?: number;
  readonly cloudCoverPercent?: number;
}

/** What is known about the world around a position. Synchronous: answers from memory or says undefined. */
export interface World {
  /** IANA zone of a position. */
  zoneAt(lat: number, lon: number): string | undefined;
  weatherAt(lat: number, lon: number, at: number): Weather | undefined;
  /** IANA zone of the workspace, the last resort for local time. */
  readonly zone: string;
}

/** What woke a trigger. `key` is what wakers listen to, such as `enter:#store`; see `wakeKeys`. */
export type Stimulus =
  | { readonly type: 'signal' }
  | { readonly type: 'enter'; readonly place: Place }
  | { readonly type: 'exit'; readonly place: Place; readonly insideMs: number }
  | { readonly type: 'timer'; readonly trigger: string; readonly key: string; readonly dueAt: number };

/** A signal together with what is known of its customer at that instant: what conditions are tested against. */
export interface Moment {
  readonly at: number;
  readonly signal: Signal;
  readonly state: CustomerState;
  readonly stimulus: Stimulus;
  /** The place this moment is about: entered, left, dwelt in. */
  readonly place: Place | undefined;
  /** The places that are defined, by id. Absent: what needs them is unknown. */
  readonly places?: ReadonlyMap<string, Place>;
  readonly world: World;
}

/** Reads one field of a moment; undefined when it is missing or stale. Pure, total, cheap. */
export type Read = (moment: Moment) => unknown;

/**
 * One thing that a condition can ask about. A name that ends in `.*` is a family (`customer.*`, `event.*`): `bind` gets
 * what stands in place of the star.
 */
export interface Field {
  readonly name: string;
  readonly summary: string;
  readonly type: FieldType;
  readonly unit?: string;
  bind(rest: string): Read;
}

/** One kind of signal: what its value looks like and what of it is remembered. One file in `signals/`. */
export interface SignalKind {
  readonly name: string;
  readonly summary: string;
  /** `customer`: needs one. `world`: about an area or everybody, has none. */
  readonly about: 'customer' | 'world';
  /** Plain shapes only (no refinements or transforms): it is compiled to a JSON Schema validator for the hot path. */
  readonly value: z.ZodType;
  /** The values that stay known after it, by field name. */
  readonly keeps: Readonly<Record<string, KeptValue>>;
  /** What else it changes in the customer's state, such as a consent. Runs after the values; writes only `state`. */
  effect?(state: CustomerState, signal: Signal): void;
  /** The id that is the same person and is merged into `signal.customer`; undefined: none. */
  merges?(value: Readonly<Record<string, unknown>>): string | undefined;
  readonly examples: readonly { readonly value: unknown; readonly ok: boolean }[];
}

export interface KeptValue {
  readonly summary: string;
  readonly type: FieldType;
  readonly unit?: string;
  /** How long it counts as known after its time, milliseconds; Infinity for as long as we know the customer. */
  readonly staysTrueMs: number;
  /** Undefined: this signal says nothing about it. */
  from(value: Readonly<Record<string, unknown>>): unknown;
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
  /** Live, but nothing is sent. */
  readonly shadow: boolean;
  readonly message: {
    readonly template: string;
    readonly purpose: string;
    /** `preferred`: the customer's choice, else the workspace's order. */
    readonly channels: 'preferred' | readonly string[];
    readonly expiresMs: number;
    readonly stillTrue: boolean;
  };
}

/** A waker asks for this after a stimulus. At most one of `arm` and `disarm` each for one key. */
export interface Step {
  readonly wakes?: boolean;
  /** Kept for this customer and trigger until the next step; null forgets. Absent: unchanged. JSON only, small. */
  readonly memory?: unknown;
  readonly arm?: { readonly key: string; readonly dueAt: number };
  readonly disarm?: string;
  /** The place to hand on with the moment, when it is not the stimulus' own (a dwell timer's). */
  readonly placeId?: string;
}

export interface CompiledWaker {
  /** The wake keys it listens to; its own timers always reach it. */
  readonly listens: readonly string[];
  /** Absent: every listened stimulus wakes. Pure and total. */
  step?(moment: Moment, memory: unknown): Step;
}

/** One way to wake a trigger: what stands under `on`. One file in `wakers/`, named after itself. */
export interface Waker {
  readonly name: string;
  readonly summary: string;
  readonly args: z.ZodType;
  /** Arguments as a marketer writes them, and the wake keys they listen to; they run as tests. */
  readonly examples: readonly { readonly args: unknown; readonly listens: readonly string[] }[];
  /** Checks `args` once, when a trigger is loaded. Throws a ZodError. */
  compile(args: unknown, nested: Nested): CompiledWaker;
}

/** Ties a waker's argument schema to its compile function, then forgets the type. */
export function defineWaker<S extends z.ZodType>(spec: {
  name: string;
  summary: string;
  args: S;
  examples: Waker['examples'];
  compile(args: z.infer<S>, nested: Nested): CompiledWaker;
}): Waker {
  return { ...spec, compile: (args, nested) => spec.compile(spec.args.parse(args), nested) };
}

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
 * Finds the triggers that match. Frozen: a publish builds a new one and swaps it. Synchronous and pure but for `moment.state`,
 * whose waker memories and timers it advances. Never throws.
 */
export interface Matcher {
  readonly triggers: ReadonlyMap<string, Trigger>;
  /** Appends to `out` what the moment woke and is not plainly false, in no promised order. */
  match(moment: Moment, out: Match[]): void;
  /** How often each wake key was seen and each trigger matched since it was built. */
  readonly counts: { readonly woken: ReadonlyMap<string, number>; readonly matched: ReadonlyMap<string, number> };
}

/** What is wrong with a definition: which one, where in it, what was expected. */
export interface Problem {
  /** File or document, such as `triggers/rainy.yaml`. */
  readonly source: string;
  /** Where in it, such as `when.all[2].local-time`. */
  readonly path: string;
  readonly expected: string;
}

/** Definitions that cannot be loaded, with every problem at once. */
export class InvalidDefinitions extends Error {
  override readonly name = 'InvalidDefinitions';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => `${p.source} ${p.path}: ${p.expected}`).join('\n'));
    this.problems = problems;
  }
}
