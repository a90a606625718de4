/** The customer's yes or no to one channel for one purpose. */
export interface Consent {
  readonly granted: boolean;
  readonly at: number;
  readonly source: string;
  /** The mail whose link confirmed it; absent: it was not confirmed. */
  readonly proof?: string;
  /** The address that was confirmed, by `addressHash`; absent: not known, as earlier releases did not keep it here. */
  readonly confirmed?: string;
}

/** Messages that a customer reacted to, and those that they did not: the two counts of a Beta distribution. */
export interface Weights {
  readonly hits: number;
  readonly misses: number;
}

/** How messages of one kind of moment have fared: weights that fade, and the time to which they have faded. */
export interface Fared extends Weights {
  readonly at: number;
}

/** What is remembered of a customer on one channel. */
export interface ChannelMemory {
  /** When the customer last wrote; absent: never. */
  readonly wroteAt?: number;
  /** The account to which they last wrote; absent: not known. */
  readonly account?: string;
  /** What people replied since then, as far as it left; absent: nothing. */
  readonly replies?: number;
  /** When the service last said that the customer has to write first; absent: it did not. */
  readonly closedAt?: number;
  /** When the customer was last asked to confirm a yes by it, by purpose, or told of a STOP; absent: never. */
  readonly asked?: Readonly<Record<string, number>>;
  /** How messages by it fared, by kind of moment (see `learning/`); absent: nothing is learnt. */
  readonly fared?: Readonly<Record<string, Fared>>;
  /** Messages by it that no reaction came to yet, the oldest first; bounded. */
  readonly trials?: readonly { readonly delivery: string; readonly slot: string }[];
}

/** What is known of channels beside a customer. */
export interface ChannelFacts {
  /** Whether a template fills a slot of a channel; absent: none is known. */
  readonly hasSlot?: (template: string, channel: string, slot: string) => boolean;
  /** How messages of all customers by a channel fare at a kind of moment; absent: nothing is known. */
  readonly channelPriors?: (channel: string, slot: string) => Weights | undefined;
}
