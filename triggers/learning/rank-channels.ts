import type { Fared, Weights } from '../state/channels/contract.ts';
import type { ChannelLearning, ChannelOption, ChannelRanking, RankedChannel } from './contract.ts';

/** What was seen at other moments counts this much here. */
const FROM_ELSEWHERE = 0.25;
/** Chances this close to the best, as a share of it, are as good: then the cheaper channel goes first. */
const AS_GOOD = 0.9;
/** A message that is urgent is worth less by a channel that people look at now and then. */
const SLOW: Readonly<Record<string, number>> = { email: 0.5 };

export interface RankInputs {
  readonly at: number;
  /** It is over soon, or matters much: what is read late is worth less, and what it costs does not count. */
  readonly isUrgent: boolean;
  readonly learning: ChannelLearning;
  /** From 0 to 1, the same for a repeat of the decision: decides whether it tries a channel out. */
  readonly draw: number;
}

/**
 * Ranks the channels that a message may go by: the mean of each one's Beta distribution, made of what is known of all
 * customers, what was seen of this one at other moments, and what was seen at moments like this. Pure. The order that
 * the options came in stands where nothing tells them apart.
 */
export function rankChannels(
  options: readonly ChannelOption[],
  { at, isUrgent, learning, draw }: RankInputs,
): ChannelRanking {
  const thought = options.map((option) => ({ ...estimate(option, at, learning.halfLifeMs), option }));
  const worth = ({ chance, channel }: RankedChannel) => chance * (isUrgent ? (SLOW[channel] ?? 1) : 1);
  const byWorth = thought.toSorted((a, b) => worth(b) - worth(a));
  const [best] = byWorth;
  if (!best) return { channels: [], why: 'best' };
  if (draw < learning.explore && thought.length > 1) {
    const least = thought.reduce((known, one) => (one.seen < known.seen ? one : known));
    return { channels: inFront(byWorth, least), why: least === best ? 'best' : 'tried-out' };
  }
  if (isUrgent) return { channels: byWorth.map(plain), why: 'best' };
  const asGood = byWorth.filter((one) => worth(one) >= AS_GOOD * worth(best));
  const first = asGood.reduce((chosen, one) => (isCheaper(one.option, chosen.option) ? one : chosen));
  return { channels: inFront(byWorth, first), why: first === best ? 'best' : 'cheaper' };
}

/** What is thought of a channel: the posterior mean, and how much was seen. */
function estimate({ channel, here, elsewhere, prior }: ChannelOption, at: number, halfLifeMs: number): RankedChannel {
  const seenHere = fade(here, at, halfLifeMs);
  const others = fade(elsewhere, at, halfLifeMs);
  const hits = prior.hits + seenHere.hits + FROM_ELSEWHERE * others.hits;
  const misses = prior.misses + seenHere.misses + FROM_ELSEWHERE * others.misses;
  const seen = seenHere.hits + seenHere.misses + FROM_ELSEWHERE * (others.hits + others.misses);
  return { channel, chance: hits / (hits + misses), seen };
}

/** Returns what is left of what was seen: after each half-life, half. */
export function fade(fared: Fared | undefined, at: number, halfLifeMs: number): Weights {
  if (!fared) return NOTHING;
  const left = 0.5 ** (Math.max(0, at - fared.at) / halfLifeMs);
  return { hits: fared.hits * left, misses: fared.misses * left };
}

const NOTHING: Weights = Object.freeze({ hits: 0, misses: 0 });

/** An unknown price is no reason. */
function isCheaper(a: ChannelOption, b: ChannelOption): boolean {
  return a.price !== undefined && b.price !== undefined && a.price < b.price;
}

function inFront<T extends RankedChannel>(all: readonly T[], first: T): readonly RankedChannel[] {
  return [first, ...all.filter((one) => one !== first)].map(plain);
}

function plain({ channel, chance, seen }: RankedChannel): RankedChannel {
  return { channel, chance, seen };
}
