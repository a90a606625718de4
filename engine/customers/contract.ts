import type { Message } from '../../templates/contract.ts';
import type { ReasonArgs } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { StepName } from '../outcomes/contract.ts';

/** What customers are looked for by. Each part that is given must hold. */
export interface CustomerSearch {
  /** The beginning of an id, an e-mail address, a telephone number or a trait; `plan:gold` asks for one trait. */
  readonly q?: string | undefined;
  /** `ids`: `q` is compared with ids alone, for a reader who may not see personal data. */
  readonly among: 'everything' | 'ids';
  /** The place that the customer is in now. */
  readonly place?: string | undefined;
  /** What else must be true of the state, such as a segment. */
  readonly holds: (state: CustomerState) => boolean;
  /** The mark of the page before. */
  readonly after?: string | undefined;
  readonly most: number;
}

/** A customer, and the words by which they were found. */
export interface FoundCustomer {
  readonly state: CustomerState;
  /** The field that fits `q`: `id`, `phone` or a trait such as `customer.email`. Absent: nothing was typed. */
  readonly by?: string;
}

/** One page of customers. */
export interface FoundPage {
  readonly customers: readonly FoundCustomer[];
  /** The mark of the next page; absent: this is the last one. */
  readonly after?: string;
  /** How many customers were looked at for this page. */
  readonly looked: number;
}

/**
 * Finds customers. The index proposes, the stored state decides: a customer whose state does not fit any more is left
 * out, and one who was erased is in no answer.
 */
export interface FindCustomers {
  find(search: CustomerSearch): Promise<FoundPage>;
}

/** A page of a customer's story: what is asked for. */
export interface StoryAsk {
  /** All ids of the customer. */
  readonly ids: readonly string[];
  /** Rows before this mark, or after it. Neither: the newest. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Kinds of signals and steps of decisions; absent: all. */
  readonly kinds?: readonly string[] | undefined;
  /** A period of the rows' own time, `to` not included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly most: number;
}

/** One row of a story: a signal, or a step of a decision. `mark` names its place in the story. */
export interface StoryLine {
  readonly at: number;
  readonly mark: string;
  readonly type: 'signal' | 'outcome';
  readonly what: string;
  readonly [column: string]: unknown;
}

/** A page of a story, oldest row first. */
export interface StoryRows {
  readonly rows: readonly StoryLine[];
  /** The rows that fit the kinds and the period, on all pages together. */
  readonly of: number;
  /** Where the page before and the page after begin; absent: there is none. */
  readonly older?: string;
  readonly newer?: string;
  /** Where nothing fits: the newest row outside the period and the kinds. */
  readonly outside?: Pick<StoryLine, 'at' | 'mark' | 'what' | 'type'>;
  /** The oldest row that is stored at all, whatever is asked for. */
  readonly oldestAt?: number;
}

/** Reads the stories of customers. */
export interface Stories {
  page(ask: StoryAsk): Promise<StoryRows>;
  /** Reads the positions of a period as they are stored, oldest first, at most `most` of the newest. */
  track(ask: Pick<StoryAsk, 'ids' | 'from' | 'to' | 'most'>): Promise<readonly TrackPoint[]>;
}

/** A page of a conversation: what is asked for. */
export interface ConversationAsk {
  /** All ids of the customer. */
  readonly ids: readonly string[];
  /** Absent: every channel. */
  readonly channel?: string | undefined;
  /** Rows before this mark, or after it. Neither: the newest. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly most: number;
}

/** One message of a conversation, with its step where a person wrote it. `mark` names its place in it. */
export interface ConversationLine extends Partial<ReplyStep> {
  readonly at: number;
  readonly mark: string;
  /** The message’s id: of one that a trigger sent, its decision’s. */
  readonly id: string;
  readonly channel: string;
  /** What belongs together: a mail and its answers; on any other channel all that was ever said. */
  readonly thread: string;
  readonly direction: 'in' | 'out';
  /** `customer`, `trigger`, or the id of a person. */
  readonly who: string;
  /** The decision that it is, or answers; empty: none is known. */
  readonly decision: string;
  readonly content: Readonly<Record<string, string>>;
  /** Only its short parts are stored. */
  readonly isCut: boolean;
}

/** How far a person’s reply came, and why that is the end of it. */
export interface ReplyStep {
  readonly step: StepName;
  /** The reason as an English sentence; a reader gets it by its code. */
  readonly reason?: string;
  readonly code?: string;
  readonly args?: ReasonArgs;
  /** The words of a third party in it. */
  readonly words?: string;
}

/** What a person writes to a customer. */
export interface WrittenReply {
  readonly state: CustomerState;
  readonly channel: string;
  readonly to: string;
  /** The customer's country, by which an account is chosen. */
  readonly country: string | undefined;
  /** Of a mail: the thread that it goes on. Absent: a new one. */
  readonly thread: string | undefined;
  readonly message: Message;
  /** The person. */
  readonly by: string;
  /** Tells a repeat from the same words written once more. */
  readonly key: string;
}

/** Sends what people write to customers. */
export interface Replies {
  /**
   * Takes a reply; resolves with its delivery once it is stored and cannot be lost. The same reply under the same key
   * is sent once, however often it is asked for within a week. Rejects when Redis does not take it.
   */
  send(reply: WrittenReply): Promise<DeliveryJob>;
}

/** Reads what was written to customers and by them, oldest row of a page first. */
export interface Conversations {
  page(ask: ConversationAsk): Promise<{
    readonly rows: readonly ConversationLine[];
    /** Where the page before and the page after begin; absent: there is none. */
    readonly older?: string;
    readonly newer?: string;
  }>;
  /** Whether there is such a thread with the customer. */
  hasThread(ids: readonly string[], channel: string, thread: string): Promise<boolean>;
}

/** A position of a customer, and the signal that told it. */
export interface TrackPoint {
  readonly at: number;
  readonly signal: string;
  readonly lat: number;
  readonly lon: number;
  readonly accuracyMetres?: number;
}

/** Hides what could lead to a person in anything that is about one customer. */
export type Mask = <T>(value: T) => T;
