import type { Settings } from '../../config/settings.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import type { GateInputs } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { KeyRing, Keys } from '../access/contract.ts';
import type { Backups } from '../backup/contract.ts';
import type { Clock, Log, Readiness } from '../contract.ts';
import type { Language, OpenDefinitions } from '../definitions/contract.ts';
import type { DeadLetters } from '../dispatch/contract.ts';
import type { Queries } from '../outcomes/contract.ts';
import type { People } from '../people/contract.ts';
import type { Histories, Recordings } from '../studies/contract.ts';
import type { Metrics } from './metrics.ts';

/** Everything the management API needs of the engine. */
export interface ApiParts {
  readonly settings: Pick<Settings, 'consolePort' | 'hasConsole' | 'host' | 'signalDays' | 'positionDecimals'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: Pick<Keys, 'check' | 'customerToken'>;
  readonly keyRing: KeyRing;
  readonly people: People;
  readonly definitions: Omit<OpenDefinitions, 'close' | 'watch'>;
  readonly customers: Customers;
  readonly queries: Queries;
  readonly recordings: Recordings;
  readonly histories: Histories;
  readonly deadLetters: DeadLetters;
  readonly backups: Backups;
  readonly metrics: Metrics;
  readonly language: Language;
  readonly world: Omit<World, 'zone'>;
  /** Whether an address of a customer is known for a channel. */
  readonly addressOf: GateInputs['addressOf'];
  /** Asked at every `GET /readyz`. */
  readonly readiness: () => Readiness | Promise<Readiness>;
}

/** What the engine keeps of customers, wherever it keeps it. */
export interface Customers {
  /** Follows a merge; a customer we never heard of has nothing in it. */
  read(customer: string): Promise<CustomerState>;
  /** The customer's newest signal that is still stored. */
  lastSignal(customer: string): Promise<Signal | undefined>;
  /** Rows of one kind after the other, oldest first, for `GET …/export`. */
  export(customer: string): AsyncIterable<ExportLine>;
  /** Forgets everything of a customer in every store; resolves when it is gone. */
  erase(customer: string): Promise<ErasureResult>;
}

/** A state as it is stored. */
export type ExportedContext = Omit<CustomerState, 'seen'> & { readonly seen: string };

export type ExportLine =
  | { readonly type: 'context'; readonly context: ExportedContext }
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'outcome'; readonly outcome: Readonly<Record<string, unknown>> }
  | { readonly type: 'message'; readonly message: Readonly<Record<string, unknown>> };

export interface ErasureResult {
  /** Every id the customer was known by. */
  readonly ids: readonly string[];
}
