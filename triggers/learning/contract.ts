import type { Fared, Weights } from '../state/channels/contract.ts';

/** One channel that a message may go by now: reachable, allowed, its window not closed. */
export interface ChannelOption {
  readonly channel: string;
  /** What a message by it costs; absent: nothing is known. */
  readonly price?: number | undefined;
  /** How it fared at this part of the day on this kind of device; absent: never tried. */
  readonly here?: Fared | undefined;
  /** How it fared at all other moments; absent: never tried. */
  readonly elsewhere?: Fared | undefined;
  /** What is known of all customers. */
  readonly prior: Weights;
}

/** A channel with what is thought of it. */
export interface RankedChannel {
  readonly channel: string;
  /** The chance that the customer reacts. */
  readonly chance: number;
  /** How many messages that rests on, faded ones in part. */
  readonly seen: number;
}

/** The channels in the order to try them, and why the first is first. */
export interface ChannelRanking {
  readonly channels: readonly RankedChannel[];
  /** `best`: it has worked best. `cheaper`: as good as the best, and cheaper. `tried-out`: little is known of it. */
  readonly why: 'best' | 'cheaper' | 'tried-out';
}

/** How channels are learnt: `channel-learning` in `workspace.yaml`. */
export interface ChannelLearning {
  /** The share of decisions, 0 to 1, that try out the channel of which least is known. */
  readonly explore: number;
  /** After this time what was seen counts half. */
  readonly halfLifeMs: number;
}
