import { MOST_CHANNELS } from '../state/channel-memory.ts';
import type { ChannelMemory, Fared, Weights } from '../state/channels/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { copyWith, recordOf } from '../state/records.ts';
import { fade } from './rank-channels.ts';

/** Messages whose fate is still open; an older one counts as what it was: not reacted to. */
const MOST_TRIALS = 8;
/** Five parts of the day on as many forms of devices as there are; the one that was seen the longest time ago goes. */
const MOST_SLOTS = 12;

/** Notes that a message goes by a channel: it counts as one that brought no reaction, until one comes. */
export function noteTrial(
  state: CustomerState,
  trial: { readonly channel: string; readonly delivery: string; readonly slot: string; readonly at: number },
  halfLifeMs: number,
): void {
  const { channel, delivery, slot, at } = trial;
  const known = state.channels?.[channel];
  if (known === undefined && Object.keys(state.channels ?? {}).length >= MOST_CHANNELS) return;
  const trials = [...(known?.trials ?? []), { delivery, slot }].slice(-MOST_TRIALS);
  keep(state, channel, { ...known, trials, fared: count(known?.fared, slot, { hits: 0, misses: 1 }, at, halfLifeMs) });
}

/** Notes that the customer reacted to a message. Counts once; a message that is not open any more changes nothing. */
export function noteReaction(state: CustomerState, delivery: string): void {
  settle(state, delivery, { hits: 1, misses: -1 });
}

/** Notes that a message never left. */
export function dropTrial(state: CustomerState, delivery: string): void {
  settle(state, delivery, { hits: 0, misses: -1 });
}

/** Returns what a channel's messages at other moments than this came to, together. */
export function faredElsewhere(memory: ChannelMemory | undefined, slot: string, at: number, halfLifeMs: number) {
  let [hits, misses] = [0, 0];
  for (const [other, fared] of Object.entries(memory?.fared ?? {})) {
    if (other === slot) continue;
    const left = fade(fared, at, halfLifeMs);
    hits += left.hits;
    misses += left.misses;
  }
  return { hits, misses, at } satisfies Fared;
}

function settle(state: CustomerState, delivery: string, change: Weights): void {
  for (const [channel, memory] of Object.entries(state.channels ?? {})) {
    const trial = memory.trials?.find((one) => one.delivery === delivery);
    if (!trial) continue;
    const trials = memory.trials!.filter((one) => one !== trial);
    const before = memory.fared?.[trial.slot];
    // What was counted fades from the time when it was counted: what is changed of it stays at that time.
    const fared = before && {
      ...memory.fared,
      [trial.slot]: {
        hits: before.hits + change.hits,
        misses: Math.max(0, before.misses + change.misses),
        at: before.at,
      },
    };
    keep(state, channel, { ...memory, trials, ...(fared && { fared }) });
    return;
  }
}

function count(fared: ChannelMemory['fared'], slot: string, one: Weights, at: number, halfLifeMs: number) {
  const left = fade(fared?.[slot], at, halfLifeMs);
  const next = { ...fared, [slot]: { hits: round(left.hits + one.hits), misses: round(left.misses + one.misses), at } };
  const all = Object.entries(next);
  if (all.length <= MOST_SLOTS) return next;
  const [oldest] = all.toSorted(([, a], [, b]) => a.at - b.at);
  return recordOf(all.filter((entry) => entry !== oldest));
}

/** Two decimals tell enough, and are short in the stored state. */
function round(weight: number): number {
  return Math.round(weight * 100) / 100;
}

function keep(state: CustomerState, channel: string, memory: ChannelMemory): void {
  state.channels = copyWith(state.channels, channel, memory);
}
