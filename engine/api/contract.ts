import type { Explanation } from '../../triggers/conditions/contract.ts';
import type { Problem } from '../../triggers/contract.ts';
import type { GateWord, ReasonArgs } from '../../triggers/gates/contract.ts';
import type { KnownValue } from '../../triggers/state/contract.ts';
import type { DocumentKind, StoredDocument } from '../definitions/contract.ts';
import type { Assumption } from '../studies/contract.ts';

/** What every refusal of the API says. */
export interface ApiError {
  readonly error: string;
  /** All that is wrong with what was sent, when it is about that. */
  readonly problems?: readonly Problem[];
}

/** `PUT`, `DELETE` of a definition and `POST /v1/publish`: the publish that came of it. */
export interface Published {
  readonly revision: number;
  /** What is allowed in what was sent and cannot be meant; it is live all the same. */
  readonly warnings: readonly Problem[];
}

/** `GET /v1/definitions`: everything that is stored. */
export interface StoredDefinitions {
  readonly documents: readonly StoredDocument[];
}

/** `POST /v1/publish` and `/v1/check`. */
export interface PublishRequest {
  readonly documents: readonly {
    readonly kind: DocumentKind;
    readonly name: string;
    readonly source: string;
    readonly body: unknown;
  }[];
  /** Remove what is stored and not given. */
  readonly replace: boolean;
}

/** `POST /v1/check`: what publishing it would be refused for, and what it would be warned of; nothing is stored. */
export interface CheckReport {
  readonly problems: readonly Problem[];
  /** Found only where there is no problem. */
  readonly warnings: readonly Problem[];
}

/** `POST /v1/back-test`; it answers with a `BackTestLine` a line. */
export interface BackTestRequest {
  /** A draft of a trigger, or the name of a live one. */
  readonly trigger: unknown;
  /** Of the stored signals those that were true from this time on: milliseconds since 1970, or a date or time as in a query. */
  readonly from?: number | string | undefined;
  /** Before this time, or until the end of this day; the engine's now when nothing is said. */
  readonly to?: number | string | undefined;
  /** How far back instead of `from`, such as `7d`; `24h` when nothing is said. */
  readonly last?: string | undefined;
  readonly assume: readonly Assumption[];
  readonly windowMs: number;
}

/** `GET /v1/customers/:id`: what is known of a customer now. */
export interface CustomerView {
  readonly customer: string;
  /** Another id under which this customer was asked for: it was merged into this one. */
  readonly askedAs?: string;
  readonly identified: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly zone: string;
  readonly values: Readonly<Record<string, KnownValue & { readonly isKnown: boolean }>>;
  readonly places: readonly { readonly id: string; readonly name: string; readonly since: number }[];
  readonly consents: Readonly<Record<string, { granted: boolean; at: number; source: string }>>;
  /** By `<channel>:<address>`, or `<channel>` whatever its address. */
  readonly suppressed: Readonly<Record<string, { reason: string; at: number; isInForce: boolean }>>;
  /** Messages that count against caps and cooldowns, or that conditions ask about. */
  readonly messages: readonly {
    readonly id: string;
    readonly at: number;
    readonly trigger: string;
    readonly channel: string;
    readonly purpose: string;
    /** When a person first did so. */
    readonly opened?: number;
    readonly clicked?: number;
    readonly replied?: number;
  }[];
  /** Whether they are in each segment of the workspace now. */
  readonly segments: Readonly<Record<string, 'yes' | 'no' | 'unknown'>>;
  readonly timers: readonly { readonly trigger: string; readonly key: string; readonly dueAt: number }[];
  readonly aliases: readonly string[];
}

/** Why one trigger would send to a customer now, or why not. */
export interface TriggerExplanation {
  readonly trigger: string;
  readonly version: number;
  readonly summary: string;
  /** One sentence: what would become of it. */
  readonly says: string;
  readonly on: {
    readonly waker: string;
    readonly args: unknown;
    /** Whether the last signal, or a place the customer is in, is what it waits for. */
    readonly isWoken: boolean;
    /** The wake keys it listens to. */
    readonly listens: readonly string[];
    readonly place?: string;
  };
  readonly answer: 'yes' | 'no' | 'unknown';
  /** `when` with the value that each condition saw. */
  readonly when: Explanation;
  readonly gates: readonly GateWord[];
}

/** `GET /v1/customers/:id/explain`. */
export interface CustomerExplanation {
  readonly customer: string;
  readonly at: number;
  readonly zone: string;
  /** The last signal there is of the customer; the moment is made from it. */
  readonly signal?: { readonly id: string; readonly kind: string; readonly at: number; readonly value: unknown };
  readonly triggers: readonly TriggerExplanation[];
}

/** One step of a decision's life as it was recorded. */
export interface RecordedStep {
  readonly at: number;
  readonly step: string;
  readonly version: number;
  readonly channel: string;
  readonly place: string;
  readonly gate: string;
  readonly reason: string;
  /** What `reason` says, for machines; absent where only words are stored. */
  readonly code?: string;
  readonly args?: ReasonArgs;
  readonly decision: string;
}

/** What one trigger made of one signal: `says` in the past, and what was recorded. Where they differ, what was recorded happened. */
export interface SignalTriggerExplanation extends TriggerExplanation {
  readonly recorded: readonly RecordedStep[];
  /** What the definitions that are live now would decide; absent: nothing, as it does not match. */
  readonly decides?: string;
}

/** `GET /v1/customers/:id/signals/:signal/explain`: what became of one signal, and why. */
export interface SignalExplanation {
  readonly customer: string;
  readonly zone: string;
  readonly signal: {
    readonly id: string;
    readonly kind: string;
    readonly at: number;
    readonly value: unknown;
    /** It came too late to wake anything. */
    readonly late: boolean;
  };
  /** What it set off: itself, places entered or left, a timer that came due. */
  readonly stimuli: readonly string[];
  readonly triggers: readonly SignalTriggerExplanation[];
  /** The customer's signals from which their context at that time was worked out. */
  readonly lookedBackOn: { readonly signals: number; readonly from?: number };
  /** What a reader must know to trust it. */
  readonly notes: readonly string[];
}

/** One word of the language, for forms and help. */
export interface CatalogPart {
  readonly name: string;
  readonly summary: string;
  /** JSON Schema (2020-12) of its arguments, value or settings. */
  readonly schema?: unknown;
  readonly examples?: readonly unknown[];
  /** What else it says of itself: types it reads, units, slots … */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export const CATALOG_GROUPS = [
  'operators',
  'wakers',
  'fields',
  'signals',
  'helpers',
  'channels',
  'providers',
  'queries',
  'gates',
] as const;
export type CatalogGroup = (typeof CATALOG_GROUPS)[number];

/** `GET /v1/catalog`: everything a definition can be made of. */
export type Catalog = Readonly<Record<CatalogGroup, readonly CatalogPart[]>>;
