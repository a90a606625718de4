import type { Problem } from '../../triggers/contract.ts';
import type { HeardDevice, KnownValue } from '../../triggers/state/contract.ts';
import type { DocumentKind, StoredDocument } from '../definitions/contract.ts';
import type { Permission, Role } from '../people/contract.ts';
import type { Assumption } from '../studies/contract.ts';

export type {
  CustomerExplanation,
  RecordedStep,
  SignalExplanation,
  SignalTriggerExplanation,
  TriggerExplanation,
} from '../studies/contract.ts';

/** What every refusal of the API says. */
export interface ApiError {
  readonly error: string;
  /** All that is wrong with what was sent, when it is about that. */
  readonly problems?: readonly Problem[];
}

/** `GET /v1/session`: who is signed in. */
export interface SessionView {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly may: readonly Permission[];
  readonly mustChoosePassword: boolean;
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
  /**
   * Of the stored signals those that were true from this time on: milliseconds since 1970, or a date or time as in a
   * query.
   */
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
  /** Those that gave a name, the leading one first; its values are among those of the customer. */
  readonly devices: readonly (Omit<HeardDevice, 'values'> & { readonly values: CustomerView['values'] })[];
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
