import type { TemplateStates } from '../../channels/templates/contract.ts';
import type { Settings } from '../../config/settings.ts';
import type { Signal, SignalInput } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import type { GateInputs } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { KeyRing, Keys } from '../access/contract.ts';
import type { Alerts, AskSource } from '../alerts/contract.ts';
import type { Audit } from '../audit/contract.ts';
import type { Backups } from '../backup/contract.ts';
import type { Clock, Log, Readiness } from '../contract.ts';
import type { Conversations, FindCustomers, Replies, Stories } from '../customers/contract.ts';
import type { Language, OpenDefinitions } from '../definitions/contract.ts';
import type { AccountView, DeadLetters, Trials } from '../dispatch/contract.ts';
import type { Drafts } from '../drafts/contract.ts';
import type { EngineState } from '../health/contract.ts';
import type { SentMessages } from '../hooks/contract.ts';
import type { LiveSeconds } from '../live/contract.ts';
import type { Queries } from '../outcomes/contract.ts';
import type { Guests } from '../outcomes/guests/contract.ts';
import type { Pauses } from '../pauses/contract.ts';
import type { OpenId, People } from '../people/contract.ts';
import type { Secrets } from '../secrets/contract.ts';
import type { Alert, Board, SavedQuestion, Shelf } from '../shelf/contract.ts';
import type { Histories, Recordings } from '../studies/contract.ts';
import type { KeptBackTests } from '../studies/kept/contract.ts';
import type { CountSegments } from '../studies/segments/contract.ts';
import type { Metrics } from './metrics.ts';
import type { PreviewFrames } from './preview-frames.ts';

/** The parts of the engine that the management API uses. */
export interface ApiParts {
  readonly settings: Pick<
    Settings,
    'consolePort' | 'consoleUrl' | 'hasConsole' | 'host' | 'signalDays' | 'outcomeDays' | 'positionDecimals'
  >;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: Pick<Keys, 'check' | 'customerToken' | 'debugToken' | 'isCustomerToken' | 'nameOf' | 'sealedToken'>;
  readonly keyRing: KeyRing;
  readonly secrets: Omit<Secrets, 'reveal'>;
  readonly people: People;
  /** Absent: people sign in by password only. */
  readonly openId?: OpenId;
  readonly live: LiveSeconds;
  readonly drafts: Drafts;
  readonly audit: Audit;
  readonly pauses: Omit<Pauses, 'close' | 'watch'>;
  readonly definitions: Omit<OpenDefinitions, 'close' | 'watch'>;
  readonly customers: Customers;
  readonly finder: FindCustomers;
  readonly stories: Stories;
  readonly conversations: Conversations;
  readonly replies: Replies;
  /** Takes a signal that a person sends; resolves when it is stored, or to the reason why it is refused. */
  readonly tell: (signal: SignalInput) => Promise<string | undefined>;
  readonly queries: Queries;
  readonly guests: Guests;
  readonly questions: Shelf<SavedQuestion>;
  readonly boards: Shelf<Board>;
  readonly alertShelf: Shelf<Alert>;
  readonly askSource: AskSource;
  readonly alerts: Omit<Alerts, 'close' | 'look'>;
  readonly recordings: Recordings;
  readonly histories: Histories;
  readonly backTests: KeptBackTests;
  readonly segments: CountSegments;
  readonly deadLetters: DeadLetters;
  /** Returns the accounts of each channel that the live workspace sets up. */
  readonly accounts: () => ReadonlyMap<string, readonly AccountView[]>;
  /** What is known of templates that services have to approve. */
  readonly templateBook: TemplateStates;
  readonly trials: Trials;
  readonly sent: Pick<SentMessages, 'toldOfTest'>;
  readonly previewFrames: PreviewFrames;
  /** Reads the state of all engines, stores, queues and channels; takes 300 ms at most. */
  readonly readState: () => Promise<EngineState>;
  readonly backups: Backups;
  readonly metrics: Metrics;
  readonly language: Language;
  readonly world: Omit<World, 'zone'>;
  /** Returns the address of a customer for a channel; undefined: none is known. */
  readonly addressOf: GateInputs['addressOf'];
  /** Called at every `GET /readyz`. */
  readonly readiness: () => Readiness | Promise<Readiness>;
}

/** Everything that is stored of customers, over all stores. */
export interface Customers {
  /** Reads a customer's state. Follows a merge; the state of an unknown customer is empty. */
  read(customer: string): Promise<CustomerState>;
  /** Returns the customer's newest stored signal. */
  lastSignal(customer: string): Promise<Signal | undefined>;
  /** Reads everything of a customer for `GET …/export`, kind by kind, oldest first. */
  export(customer: string): AsyncIterable<ExportLine>;
  /** Deletes everything of some customers from every store, at once. Resolves when it is gone. */
  erase(...customers: readonly string[]): Promise<ErasureResult>;
}

/** A state as it is stored. */
export type ExportedContext = Omit<CustomerState, 'seen'> & { readonly seen: string };

export type ExportLine =
  | { readonly type: 'context'; readonly context: ExportedContext }
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'outcome'; readonly outcome: Readonly<Record<string, unknown>> }
  | { readonly type: 'message'; readonly message: Readonly<Record<string, unknown>> }
  | { readonly type: 'consent-proof'; readonly proof: Readonly<Record<string, unknown>> }
  | { readonly type: 'said'; readonly said: Readonly<Record<string, unknown>> };

export interface ErasureResult {
  /** All ids of the customer. */
  readonly ids: readonly string[];
}
