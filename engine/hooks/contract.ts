import type { Offers } from '../../channels/content/contract.ts';
import type { HookCall, HookEvent } from '../../channels/hooks/contract.ts';

/** A message that a provider took, by which its receipts and answers find their customer; '': a test message. */
export interface SentMessage {
  readonly delivery: string;
  readonly customer: string;
  readonly trigger: string;
  readonly channel: string;
  readonly purpose: string;
  /** What it offers to choose from. Absent: nothing. */
  readonly offers?: Offers | undefined;
}

/** Remembers which message a provider's id, or an address, is about. */
export interface SentMessages {
  /** Notes a message that an account took, before its delivery ends. A repeat changes nothing. */
  note(account: string, providerId: string, to: string, message: SentMessage): Promise<void>;
  /**
   * Finds the message that an event is about; by its address the last one, on any channel that reaches the same
   * number, unless it is told of one message that is not noted yet, or no longer. What was written is about the last
   * one that offered a choice where it reads as an answer to that: a menu stays open for three days, or until the next.
   */
  find(channel: string, account: string, event: HookEvent): Promise<SentMessage | undefined>;
  /** Whether a message that an account took is noted under its provider's id. */
  isKnown(channel: string, account: string, providerId: string): Promise<boolean>;
  /** Whether an event was heard before, by the id of its job. */
  wasHeard(job: string): Promise<boolean>;
  /** Notes that an event was heard, for ninety days: no customer is known by it. */
  noteHeard(job: string): Promise<void>;
  /** Keeps what was told of a test message, for a day. */
  noteTest(delivery: string, event: HookEvent): Promise<void>;
  /** Returns what was told of a test message so far, in its order. */
  toldOfTest(delivery: string): Promise<readonly HookEvent[]>;
  /** Deletes all of a customer. */
  forget(customer: string): Promise<void>;
}

/** The answer to a provider's call. */
export interface HookAnswer {
  readonly status: 200 | 401 | 404 | 405 | 413 | 503;
  readonly body: string;
}

/** Takes the calls of providers at `/hooks/<channel>/<account>`. */
export interface HookIntake {
  /** Names the headers to keep for `take`; undefined: no account has hooks there. */
  headersFor(channel: string, account: string): readonly string[] | undefined;
  /**
   * Reads a call and stores what it tells; answered 200 when it is stored. What it tells is worked on afterwards,
   * once, however often it is told.
   */
  take(channel: string, account: string, call: Omit<HookCall, 'now' | 'fetchText'>): Promise<HookAnswer>;
}

/** Takes mails that servers send to the addresses which we gave them for reports. */
export interface ReportMails {
  /** Whether an address is one that we gave out: an account's own, or that of one mail of ours. */
  expects(address: string): Promise<boolean>;
  /**
   * Stores what a mail to such addresses reports of mails of ours; resolves when it is stored. What else it says is
   * left out. Told twice it counts once. Rejects when it could not be stored.
   */
  take(addresses: readonly string[], bytes: Buffer): Promise<void>;
}

/** Returns the one customer who is reached at an address; undefined: nobody is, or several are. */
export type FindCustomer = (channel: string, address: string) => Promise<string | undefined>;
