import type { Message, SlotFormat } from '../../templates/contract.ts';

/** A message whose links are ours, by what its clicks are told. */
export interface TrackedMessage {
  readonly delivery: string;
  readonly customer: string;
  readonly channel: string;
  readonly trigger: string;
}

/** What somebody's program asked for, and how it introduced itself. */
export interface Visit {
  /** Real time, milliseconds since 1970. */
  readonly at: number;
  /** The link's number in its message; -1: the picture that tells of an opening. */
  readonly link: number;
  readonly agent: string;
  readonly isHead: boolean;
  /** It said that it fetches ahead of anybody's wish. */
  readonly isPrefetch: boolean;
}

/** A message as it is stored. */
export interface StoredLinks extends TrackedMessage {
  readonly sentAt: number;
  readonly urls: readonly string[];
}

/** Where a link leads; undefined: it is none of ours, or it is over. */
export interface LinkTarget {
  readonly url: string;
}

/** Puts links of our own into messages, and leads those who follow them on. */
export interface Links {
  /**
   * Returns a message with links of our own, and in a mail a picture that tells of its opening. Stores where they lead
   * before it resolves. The same message gets the same links each time.
   */
  track(
    about: TrackedMessage,
    message: Message,
    formats: Readonly<Record<string, SlotFormat>>,
    sentAt: number,
  ): Promise<Message>;
  /** Finds where a link leads. A token that this data set did not sign is refused without asking a store. */
  find(token: string): Promise<LinkTarget | undefined>;
  /** Notes a visit; what it means is judged some seconds later, together with those around it. Never throws. */
  note(token: string, visit: Omit<Visit, 'link'>): void;
  /** Deletes all of a customer. */
  forget(customer: string): Promise<void>;
}
