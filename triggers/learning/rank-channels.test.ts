import { expect, test } from 'vitest';
import type { Fared } from '../state/channels/contract.ts';
import type { ChannelLearning, ChannelOption } from './contract.ts';
import { fade, rankChannels } from './rank-channels.ts';

const DAY = 86_400_000;
const T = Date.UTC(2026, 10, 12, 18);
const PRIOR = { hits: 1, misses: 4 };
const LEARNING: ChannelLearning = { explore: 0, halfLifeMs: 30 * DAY };
const option = (channel: string, more: Partial<ChannelOption> = {}): ChannelOption => ({
  channel,
  prior: PRIOR,
  ...more,
});
const rank = (options: readonly ChannelOption[], more: Partial<Parameters<typeof rankChannels>[1]> = {}) => {
  const { channels, why } = rankChannels(options, { at: T, isUrgent: false, learning: LEARNING, draw: 0.5, ...more });
  return `${channels.map(({ channel }) => channel).join(' ')}: ${why}`;
};

test('where nothing was seen the order stays, and what has worked comes first', () => {
  expect(rank([option('push'), option('sms'), option('email')])).toBe('push sms email: best');
  const worked = { hits: 4, misses: 1, at: T };
  expect(rank([option('push'), option('sms', { here: worked }), option('email')])).toBe('sms push email: best');
  const bored = { hits: 0, misses: 6, at: T };
  expect(rank([option('push', { here: bored }), option('email', { elsewhere: worked })])).toBe('email push: best');
});

test('what was seen fades by half with each half-life, so an old habit gives way to a new one', () => {
  const old: Fared = { hits: 8, misses: 0, at: T - 120 * DAY };
  expect(fade(old, T, 30 * DAY)).toEqual({ hits: 0.5, misses: 0 });
  const fresh: Fared = { hits: 3, misses: 1, at: T };
  expect(rank([option('push', { here: old }), option('sms', { here: fresh })])).toBe('sms push: best');
});

test('of channels that are as good the cheaper goes first, unless it is urgent', () => {
  const sms = option('sms', { price: 0.07, here: { hits: 5, misses: 5, at: T } });
  const email = option('email', { price: 0.001, here: { hits: 4.8, misses: 5.2, at: T } });
  expect(rank([sms, email])).toBe('email sms: cheaper');
  expect(rank([sms, email], { isUrgent: true })).toBe('sms email: best');
  expect(rank([{ ...sms, price: undefined }, email])).toBe('sms email: best');
});

test('a share of decisions tries out the channel of which least is known; none where the share is 0', () => {
  const known = option('push', { here: { hits: 9, misses: 1, at: T } });
  const options = [known, option('sms', { elsewhere: { hits: 0, misses: 2, at: T } }), option('email')];
  const explore = { learning: { ...LEARNING, explore: 0.1 } };
  expect(rank(options, { ...explore, draw: 0.09 })).toBe('email push sms: tried-out');
  expect(rank(options, { ...explore, draw: 0.1 })).toBe('push email sms: best');
  expect(rank(options, { draw: 0 })).toBe('push email sms: best');
});

test('in a simulation of a year each customer is written to by what works for them, and a change of habits is followed', () => {
  const CHANNELS = ['push', 'sms', 'email'];
  const random = seeded(7);
  const learning = { explore: 0.1, halfLifeMs: 30 * DAY };
  const hitsOf = (isLearning: boolean) => {
    let [late, hits] = [0, 0];
    for (let customer = 0; customer < 60; customer++) {
      const first = customer % 3;
      const fared: Record<string, Fared> = {};
      for (let day = 0; day < 365; day++) {
        // After half a year every customer likes another channel best.
        const best = CHANNELS[(first + (day < 182 ? 0 : 1)) % 3]!;
        const at = T + day * DAY;
        const options = CHANNELS.map((channel) => option(channel, { here: fared[channel] }));
        const ranked = rankChannels(options, { at, isUrgent: false, learning, draw: random() });
        const channel = isLearning ? ranked.channels[0]!.channel : CHANNELS[0]!;
        const isHit = random() < (channel === best ? 0.45 : 0.08);
        const left = fade(fared[channel], at, learning.halfLifeMs);
        fared[channel] = { hits: left.hits + (isHit ? 1 : 0), misses: left.misses + (isHit ? 0 : 1), at };
        hits += isHit ? 1 : 0;
        if (day >= 320 && channel === best) late++;
      }
    }
    return { hits: hits / (60 * 365), late: late / (60 * 45) };
  };
  const [learnt, fixed] = [hitsOf(true), hitsOf(false)];
  expect(learnt.hits).toBeGreaterThan(1.5 * fixed.hits);
  expect(learnt.late, 'the share that goes by the new best channel at the end').toBeGreaterThan(0.7);
});

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
