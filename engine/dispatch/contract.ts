import type { Offers } from '../../channels/content/contract.ts';
import type { AccountUse, AttachedFile } from '../../channels/contract.ts';
import type { TemplateList, TemplateNews, TemplateState, TemplateStates } from '../../channels/templates/contract.ts';
import type { Card, InAppMessage } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { Closable } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';

/** Reads the in-app inbox. A message is held by one reader at a time and shown once. */
export interface InboxReader {
  /**
   * Takes the customer's messages that are not expired and not held. They are held for this reader, whose id no other
   * has, until `shown`, `release`, or for 30 s.
   */
  claim(customer: string, reader: string): Promise<readonly InAppMessage[]>;
  /** Removes a message that was shown. True the first time, false when it is gone already. */
  shown(customer: string, id: string): Promise<boolean>;
  /** Gives messages back that were not shown. What another reader holds by now stays with that one. */
  release(customer: string, ids: readonly string[], reader: string): Promise<void>;
  /**
   * Calls `arrived` whenever a message for the customer may have come, on any engine. Returns a function that stops it.
   */
  watch(customer: string, arrived: () => void): () => void;
  readonly cards: CardFeeds;
}

/** The customers' feeds of cards. A card stays until it expires or is dismissed; all devices see the same feed. */
export interface CardFeeds {
  /** Returns the cards that have not expired: pinned ones first, then the newest. At most 50. */
  list(customer: string): Promise<readonly Card[]>;
  /** Notes that a card was shown. True the first time on any device. */
  shown(customer: string, id: string): Promise<boolean>;
  /** Takes a card out of the feed for good. True the first time. */
  dismiss(customer: string, id: string): Promise<boolean>;
  /** Calls `changed` whenever the feed may have changed, on any engine. Returns a function that stops it. */
  watch(customer: string, changed: () => void): () => void;
}

/** An account of a channel, without what it is set up with. */
export interface AccountView extends AccountUse {
  readonly provider: string;
  /** Whether the provider tells what became of messages. */
  readonly hasReceipts: boolean;
}

/** Why an account gets no messages for now. Times are milliseconds since 1970, real time. */
export interface AccountTrouble {
  readonly account: string;
  /**
   * - `failing`: most of its last attempts failed.
   * - `misconfigured`: it refuses what we are: a wrong key, a sender that it does not know.
   * - `throttled`: it asked for a slower pace.
   */
  readonly kind: 'failing' | 'misconfigured' | 'throttled';
  readonly reason: string;
  readonly since: number;
  /** When one message tries it again. */
  readonly until: number;
}

/** Notes which message a provider's id and an address are about, before its delivery ends as sent. */
export type NoteSent = (
  account: string,
  providerId: string,
  to: string,
  message: Pick<DeliveryJob, 'customer' | 'trigger' | 'channel' | 'purpose'> & {
    readonly delivery: string;
    readonly offers?: Offers | undefined;
  },
) => Promise<void>;

/** Decides again, before every attempt, whether a message may leave: much may have changed since it was decided. */
export interface Recheck {
  /** Decides by the customer's state in memory. Undefined: it is not in memory, or is too old to decide by. */
  atOnce(job: DeliveryJob): MayAtOnce | undefined;
  /** Decides by the customer's stored state. Rejects when it cannot be read. */
  ask(job: DeliveryJob): Promise<May>;
}

/** An answer that counts only if the customer's stored state has this revision. */
export type MayAtOnce = May & { readonly revision: number };

/** The message may leave, must wait until a time of the engine's clock, or ends. */
export type May =
  /** `without`: slots of the message that are left out. `isUnfollowed`: its links stay what they are. */
  | { readonly go: true; readonly without?: readonly string[]; readonly isUnfollowed?: true }
  | { readonly deferUntil: number; readonly gate: string; readonly reason: Reason }
  | { readonly stop: 'held-back' | 'expired'; readonly gate: string; readonly reason: Reason };

/** A message that somebody tries out, outside of all that counts. */
export interface Trial {
  readonly channel: string;
  /** The account that sends it. Absent: the first of the channel. */
  readonly account?: string | undefined;
  /** The customer it is written for; empty: nobody. */
  readonly customer: string;
  readonly to: string;
  readonly message: Message;
}

/** Shows and sends messages by the live workspace's providers. Nothing of it counts for caps, figures or stories. */
export interface Trials {
  /** Returns what the reader gets, where that is more than the slots: a mail with its footer. */
  show(trial: Trial): Message | undefined;
  /**
   * Sends one message at once, marked as a test, without asking for consent or quiet hours. `refused`: why it was not
   * taken.
   */
  send(
    trial: Trial,
  ): Promise<
    | { readonly id: string; readonly account: string; readonly provider: string; readonly message: Message }
    | { readonly refused: string }
  >;
}

/** A message to people of the workspace: an alert, a board. */
export interface TeamMessage {
  /** The same for the same message: a repeat is not sent again. */
  readonly id: string;
  /** What it is about, as Operations names it. */
  readonly about: string;
  readonly channel: string;
  /** Absent: to what the workspace has set up for the channel, its webhook or its room. */
  readonly to?: string;
  readonly message: Message;
  readonly files?: readonly AttachedFile[];
}

/**
 * Writes to people of the workspace by the channels' providers, with the retries and the records of any message. One
 * that fails is a dead letter; none counts in figures, caps or stories.
 */
export interface TeamPost {
  /** Resolves when the message is in its queue. */
  post(message: TeamMessage): Promise<void>;
}

/** Numbers of jobs; a parcel counts as one. */
export interface QueueCounts {
  /** Ready to be worked on. */
  readonly waiting: number;
  readonly active: number;
  /** To be tried again later. */
  readonly delayed: number;
  /** Dead letters. */
  readonly failed: number;
}

/**
 * Messages that failed for good, kept for 30 days so that a person can mend, requeue or discard them. Many are worked
 * on in slices: a call looks at some thousand at most and says where the next one goes on. None is sent twice, whoever
 * asks how often, and wherever a process dies: what was not put back yet is still a dead letter.
 */
export interface DeadLetters {
  /** Lists those of a filter, newest first. */
  list(
    filter: DeadLetterFilter,
    page: { readonly most: number; readonly after?: DeadLetterPlace | undefined },
  ): Promise<{
    readonly letters: readonly DeadLetter[];
    readonly next?: DeadLetterPlace;
  }>;
  /** Counts a slice of those of a filter by channel and cause, and all in the filter's window and channel (`of`). */
  group(
    filter: DeadLetterFilter,
    after?: DeadLetterPlace,
  ): Promise<DeadLetterSlice & { readonly of: number; readonly groups: readonly DeadLetterGroup[] }>;
  /** Puts a slice of those of a filter back into their queues, each with all its attempts before it. */
  requeueAll(
    filter: DeadLetterFilter,
    after?: DeadLetterPlace,
  ): Promise<DeadLetterSlice & { readonly requeued: number; readonly tooLate: number }>;
  /** Reads one with its content. */
  read(id: string): Promise<DeadLetterContent | undefined>;
  /** Gives one another address. False when there is no such dead letter. */
  mend(id: string, to: string): Promise<boolean>;
  /** Puts one back into its queue with all its attempts before it. False when there is no such dead letter. */
  requeue(id: string): Promise<boolean>;
  /** Deletes one. False when there is no such dead letter. */
  discard(id: string): Promise<boolean>;
}

/** The dead letters that are meant. A member that is absent leaves nothing out. */
export interface DeadLetterFilter {
  readonly channel?: string | undefined;
  readonly trigger?: string | undefined;
  readonly customer?: string | undefined;
  /** As a dead letter has it. */
  readonly cause?: string | undefined;
  /** They failed from this time on, by real time. */
  readonly from?: number | undefined;
  /** They failed before this time. Absent: before now. */
  readonly to?: number | undefined;
}

/** A place among dead letters: after this one, to older ones. */
export interface DeadLetterPlace {
  readonly at: number;
  readonly id: string;
}

export interface DeadLetterSlice {
  /** Dead letters that this call looked at, whatever the filter says of trigger, customer and cause. */
  readonly looked: number;
  /** Where the next call goes on. Absent: there are no more. */
  readonly next?: DeadLetterPlace;
}

/** What kind of thing made messages fail. `provider-refused`: a provider refused for good, in words of its own. */
export const FAILURE_KINDS = ['provider-refused', 'attempts-used-up', 'channel-not-set-up'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface DeadLetter {
  readonly id: string;
  readonly channel: string;
  readonly customer: string;
  readonly trigger: string;
  /** Of one that is read alone whole, up to 64 KB; in lists 2,000 characters. */
  readonly reason: string;
  readonly kind: FailureKind;
  /** What the provider said; empty where it said nothing. */
  readonly words: string;
  /** The reason without what differs from message to message. */
  readonly cause: string;
  /** When it failed, by real time. */
  readonly at: number;
  readonly attempts: number;
}

/** A dead letter with its content. */
export interface DeadLetterContent extends DeadLetter {
  readonly to: string;
  readonly message: Message;
  readonly purpose: string;
  readonly place: string;
  readonly decidedAt: number;
  readonly expiresAt: number;
  /** Sent again now, it would end as `expired`. */
  readonly isTooLate: boolean;
}

/** Dead letters of one channel that failed alike. */
export interface DeadLetterGroup {
  readonly channel: string;
  readonly kind: FailureKind;
  readonly cause: string;
  readonly count: number;
  /** Those of them that would end as `expired` now. */
  readonly tooLate: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The reason of one of them. */
  readonly example: string;
  /** How many of each trigger, for twenty triggers at most. */
  readonly triggers: Readonly<Record<string, number>>;
}

/** A template that cannot be sent now. */
export interface UnusableTemplate extends TemplateState {
  readonly book: string;
  readonly name: string;
  readonly language: string;
}

/** What is known of the templates that services have to approve, the same in all engines within a second. */
export interface TemplateBook extends TemplateStates, Closable {
  /** Stores what a service told of one template. */
  note(news: TemplateNews): Promise<void>;
  /** Stores the templates of a book as the service listed them; what was told after `askedAt` stays. */
  replace(book: string, list: TemplateList, askedAt: number): Promise<void>;
  /** Takes the turn to ask for a book that was not listed lately; false: another engine does, or it is not due. */
  takeTurn(book: string): Promise<boolean>;
  /** Returns the templates that cannot be sent now. */
  unusable(): readonly UnusableTemplate[];
}
