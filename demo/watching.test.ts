import { expect, test, vi } from 'vitest';
import type { Outcome, StepName } from '../engine/outcomes/contract.ts';
import { createEndFollower } from './end-follower.ts';
import { reactionsTo } from './readers.ts';
import { createSky } from './sky.ts';
import { createStoryteller } from './stories.ts';
import { createTally } from './tally.ts';

function outcome(decision: string, step: StepName, more: Partial<Outcome> = {}): Outcome {
  const base = { at: 0, wallAt: 0, elapsedMs: 1, customer: 'c', signal: 's', signalAt: 0, version: 1, provider: '' };
  const rest = { trigger: 'rainy', channel: '', place: '', gate: '', reason: '', attempt: 0 };
  return { ...base, ...rest, decision, step, ...more };
}

test('a story is told when a decision came to something, with the time of each step before', () => {
  const tell = createStoryteller();
  expect(tell(outcome('d', 'matched', { elapsedMs: 0.8 }))).toBeUndefined();
  expect(tell(outcome('d', 'queued', { elapsedMs: 2.3 }))).toBeUndefined();
  expect(tell(outcome('d', 'sent', { elapsedMs: 14, channel: 'email' }))).toMatchObject({
    step: 'sent',
    channel: 'email',
    tookMs: { matched: 0.8, queued: 2.3, sent: 14 },
  });
  expect(tell(outcome('e', 'matched'))).toBeUndefined();
  expect(tell(outcome('e', 'held-back', { gate: 'consent' }))).toMatchObject({ step: 'held-back', gate: 'consent' });
});

/** Who has an app open: `present`, who taps what is called so. */
const audience = { has: (customer: string) => customer === 'present', taps: (id: string) => id === 'tapped' };

test('the day waits from the match until the message was sent, and for an open app until it was shown and tapped', async () => {
  vi.useFakeTimers();
  const watch = createEndFollower(audience);
  const inApp = { channel: 'in-app', customer: 'present' };
  const story: [Outcome, boolean][] = [
    [outcome('mail', 'matched'), true],
    [outcome('mail', 'queued', { channel: 'email' }), true],
    [outcome('mail', 'sent', { channel: 'email' }), false],
    [outcome('mail', 'opened', { channel: 'email' }), false],
    [outcome('absent', 'matched'), true],
    [outcome('absent', 'sent', { channel: 'in-app' }), false],
    [outcome('read', 'matched', inApp), true],
    [outcome('read', 'sent', inApp), true],
    [outcome('read', 'delivered', inApp), false],
    [outcome('tapped', 'matched', inApp), true],
    [outcome('tapped', 'delivered', inApp), true],
    [outcome('tapped', 'sent', inApp), true],
    [outcome('tapped', 'clicked', inApp), false],
  ];
  for (const [told, isUnderWay] of story) {
    watch.take(told);
    let isQuiet = false;
    const quiet = watch.quiet(1_000_000).then(() => {
      isQuiet = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(isQuiet, `${told.decision} ${told.step}`).toBe(!isUnderWay);
    if (isUnderWay) continue;
    await quiet;
  }
  vi.useRealTimers();
});

test('the day waits no longer than it is told to for an app that is gone', async () => {
  vi.useFakeTimers();
  const watch = createEndFollower(audience);
  watch.take(outcome('d', 'matched'));
  watch.take(outcome('d', 'sent', { channel: 'in-app', customer: 'present' }));
  const quiet = watch.quiet(1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await quiet).toBe(true);
  expect(await watch.quiet(1_000)).toBe(false);
  expect(await watch.settled(1_000)).toBe(0);
  vi.useRealTimers();
});

test('a decision that waits for its time does not hold the day, and is waited for at its end', async () => {
  vi.useFakeTimers();
  const watch = createEndFollower(audience);
  watch.take(outcome('d', 'matched'));
  watch.take(outcome('d', 'deferred'));
  expect(await watch.quiet(1_000)).toBe(false);
  const open = watch.settled(1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await open).toBe(1);
  const rest = watch.settled(1_000);
  watch.take(outcome('d', 'expired'));
  expect(await rest).toBe(0);
  vi.useRealTimers();
});

test('a mail is always read alike: some are opened within the hour, some of these clicked', () => {
  const mails = Array.from({ length: 400 }, (_, i) => outcome(`d${i}`, 'sent', { channel: 'email', at: 1_000 }));
  const reactions = mails.map(reactionsTo);
  expect(mails.map(reactionsTo)).toEqual(reactions);
  const opened = reactions.filter(({ length }) => length > 0).length;
  const clicked = reactions.filter(({ length }) => length > 1).length;
  expect(opened).toBeGreaterThan(130);
  expect(opened).toBeLessThan(230);
  expect(clicked).toBeGreaterThan(20);
  expect(reactions.flat().every(({ at }) => at > 1_000 && at < 1_000 + 3_600_000)).toBe(true);
  expect(reactionsTo(outcome('d', 'sent', { channel: 'in-app' }))).toEqual([]);
});

test('the tally counts what the foot of the terminal shows', () => {
  const tally = createTally();
  const steps: [StepName, string][] = [
    ['matched', ''],
    ['matched', ''],
    ['held-back', ''],
    ['sent', 'email'],
    ['sent', 'email'],
    ['sent', 'in-app'],
  ];
  for (const [step, channel] of steps) tally.take(outcome('d', step, { channel }));
  expect(tally).toMatchObject({ matched: 2, heldBack: 1, deferred: 0 });
  expect([...tally.sent]).toEqual([
    ['email', 2],
    ['in-app', 1],
  ]);
});

test('the sky is one word while it is the same all over the city, and goes by its parts when it is not', () => {
  const sky = createSky();
  const report = (west: number, condition: string) =>
    sky.take({ kind: 'weather', at: 0, value: { area: { west }, condition, temperatureCelsius: 9.4 } });
  for (const west of [12.29, 12.352, 12.3695, 12.385]) report(west, 'cloudy');
  expect(sky.words).toBe('9 °C  cloudy');
  report(12.29, 'rain');
  expect(sky.words).toBe('9 °C  Plagwitz rain, Waldplatz cloudy, centre cloudy, east cloudy');
});
