import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SendResult } from '../../../channels/contract.ts';
import type { OpenAccount } from '../../../channels/open.ts';
import { toldChannel } from '../../../test/support/deliveries.ts';
import { type AccountHealth, createAccountHealth } from './account-health.ts';

const ACCEPTED: SendResult = { kind: 'accepted', providerId: '1' };
const TRANSIENT: SendResult = { kind: 'transient', reason: 'refused' };
const WRONG: SendResult = { kind: 'permanent', reason: '401 wrong key', effect: 'channel-misconfigured' };

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function watched() {
  const health = createAccountHealth({ wall: Date.now });
  const [account] = toldChannel('email', false, () => ACCEPTED).accounts;
  const calls: string[] = [];
  const attempt = (result: SendResult | undefined) =>
    health.attempt('email', account!, async () => {
      calls.push(result?.kind ?? 'refused');
      return result;
    });
  const troubles = () => health.troublesOf('email').map(({ account: name, kind }) => `${name} ${kind}`);
  return { health, account: account!, attempt, calls, troubles, trouble: () => health.troubleOf(account!) };
}

test('an account of which most attempts fail is left alone after at most 20, and tried again by one message', async () => {
  const { attempt, calls, trouble } = watched();
  for (let i = 0; i < 60 && trouble() === undefined; i++) await attempt(i % 2 === 0 ? ACCEPTED : TRANSIENT);
  expect(trouble()).toBeUndefined();
  for (let i = 0; trouble() === undefined; i++) {
    expect(i).toBeLessThan(20);
    await attempt(TRANSIENT);
  }
  expect(trouble()).toMatchObject({ kind: 'failing', reason: 'refused', until: Date.now() + 2_005 });
  const before = calls.length;
  expect(await attempt(ACCEPTED)).toBeUndefined();
  expect(calls).toHaveLength(before);

  vi.advanceTimersByTime(2_005);
  expect(trouble()).toBeUndefined();
  await attempt(TRANSIENT);
  expect(trouble()).toMatchObject({ since: 1_000_000, until: Date.now() + 4_005 });
  vi.advanceTimersByTime(4_005);
  expect(await attempt(ACCEPTED)).toEqual(ACCEPTED);
  expect(trouble()).toBeUndefined();
});

test('a message that a provider refuses for its own sake says nothing of the account', async () => {
  const { attempt, trouble } = watched();
  for (let i = 0; i < 40; i++) await attempt({ kind: 'permanent', reason: '550', effect: 'suppress-address' });
  for (let i = 0; i < 40; i++) await attempt({ kind: 'throttled', reason: '451 greylisted', retryAfterMs: 60_000 });
  expect(trouble()).toBeUndefined();
});

test('one that refuses what we are is left alone at once, longer each time, until it takes a message', async () => {
  const { attempt, trouble, troubles } = watched();
  expect(troubles()).toEqual([]);
  await attempt(WRONG);
  expect(troubles()).toEqual(['told-email misconfigured']);
  expect(trouble()).toMatchObject({ kind: 'misconfigured', reason: '401 wrong key', until: Date.now() + 60_000 });
  vi.advanceTimersByTime(60_000);
  await attempt(WRONG);
  expect(trouble()).toMatchObject({ since: 1_000_000, until: Date.now() + 120_000 });
  vi.advanceTimersByTime(120_000);
  await attempt(ACCEPTED);
  expect(trouble()).toBeUndefined();
  expect(troubles()).toEqual([]);
});

test('one that asks for a slower pace for all is left alone as long as it says', async () => {
  const { attempt, trouble } = watched();
  await attempt({ kind: 'throttled', reason: '429', retryAfterMs: 7_000, scope: 'account' });
  expect(trouble()).toMatchObject({ kind: 'throttled', until: Date.now() + 7_000 });
});

test('one that asks everybody for a slower pace is left alone longer each time, by at most 20 calls, and one of 20 % is not', async () => {
  const { attempt, calls, trouble } = watched();
  const tooMany: SendResult = { kind: 'throttled', reason: '429', scope: 'account' };
  // The calls of its first moment are under way together.
  await Promise.all(Array.from({ length: 10 }, () => attempt(tooMany)));
  expect(calls).toHaveLength(10);
  expect(trouble()).toMatchObject({ kind: 'failing', reason: '429', until: Date.now() + 2_005 });
  for (const laterMs of [2_005, 4_005, 8_005, 16_005]) {
    vi.advanceTimersByTime(laterMs);
    await attempt(tooMany);
    expect(await attempt(ACCEPTED)).toBeUndefined();
  }
  expect(calls).toHaveLength(14);
  vi.advanceTimersByTime(32_005);
  await attempt({ ...tooMany, retryAfterMs: 600_000 });
  expect(trouble()).toMatchObject({ kind: 'failing', until: Date.now() + 600_000 });
  vi.advanceTimersByTime(600_000);
  await attempt(ACCEPTED);
  expect(trouble()).toBeUndefined();
  for (let i = 0; i < 100; i++) {
    await attempt(i % 5 === 0 ? tooMany : ACCEPTED);
    if (i % 5 === 0) expect(trouble()).toMatchObject({ kind: 'throttled', until: Date.now() + 1_000 });
    vi.advanceTimersByTime(1_000);
  }
});

test('the longest wait that an account asked for holds, whichever answer comes last', async () => {
  const { attempt, trouble } = watched();
  const wait = (retryAfterMs: number) => attempt({ kind: 'throttled', reason: '429', scope: 'account', retryAfterMs });
  await Promise.all([wait(9_000), wait(3_000)]);
  expect(trouble()).toMatchObject({ until: Date.now() + 9_000 });
  vi.advanceTimersByTime(9_000);
  await wait(2_000);
  expect(trouble()).toMatchObject({ until: Date.now() + 2_000 });
});

test('an attempt that was refused before anything left says nothing of the account, and tries nothing out', async () => {
  const { attempt, trouble } = watched();
  for (let i = 0; i < 40; i++) await attempt(undefined);
  expect(trouble()).toBeUndefined();
  for (let i = 0; i < 20; i++) await attempt(TRANSIENT);
  const { until } = trouble()!;
  vi.advanceTimersByTime(2_005);
  await attempt(undefined);
  expect(trouble()).toBeUndefined();
  const [tried, other] = [attempt(TRANSIENT), attempt(ACCEPTED)];
  expect(await other).toBeUndefined();
  await tried;
  expect(trouble()!.until).toBeGreaterThan(until);
});

test('one that asked for a slower pace is not asked sooner as a message of before arrives, and needs no trial after', async () => {
  const { health, account, attempt, trouble } = watched();
  const before = underWay(health, account);
  await attempt({ kind: 'throttled', reason: '429', retryAfterMs: 7_000, scope: 'account' });
  await before.end(ACCEPTED);
  expect(trouble()).toMatchObject({ kind: 'throttled', until: Date.now() + 7_000 });
  vi.advanceTimersByTime(7_000);
  const [first, second] = [underWay(health, account), underWay(health, account)];
  expect([health.isOnTrial(account), first.hasBegun, second.hasBegun]).toEqual([false, true, true]);
  await Promise.all([first.end(ACCEPTED), second.end(ACCEPTED)]);
});

test('what hung since before an account was left alone is no trial of it', async () => {
  const { health, account, attempt, trouble } = watched();
  const hung = Array.from({ length: 6 }, () => underWay(health, account));
  while (trouble() === undefined) await attempt(TRANSIENT);
  vi.advanceTimersByTime(2_005);
  for (const one of hung) await one.end({ kind: 'uncertain', reason: 'no verdict' });
  expect(trouble()).toBeUndefined();
  expect(health.isOnTrial(account)).toBe(true);
  await attempt(ACCEPTED);
  expect([trouble(), health.isOnTrial(account)]).toEqual([undefined, false]);
});

test('what hung of an account that takes messages meanwhile says how it was, and not how it is', async () => {
  const { health, account, attempt, trouble } = watched();
  const hung = Array.from({ length: 30 }, () => underWay(health, account));
  for (let i = 0; i < 21; i++) await attempt(ACCEPTED);
  for (const one of hung) await one.end({ kind: 'uncertain', reason: 'no verdict' });
  expect(trouble()).toBeUndefined();
});

test('an account that answers nothing is left alone, whatever it took before', async () => {
  const { health, account, attempt, trouble } = watched();
  for (let i = 0; i < 40; i++) await attempt(ACCEPTED);
  const hung = Array.from({ length: 20 }, () => underWay(health, account));
  vi.advanceTimersByTime(15_000);
  for (const one of hung) await one.end({ kind: 'uncertain', reason: 'no verdict' });
  expect(trouble()).toMatchObject({ kind: 'failing' });
});

test('a fifth of many calls that began together fails first: the others are still to come', async () => {
  const { health, account, attempt, trouble } = watched();
  for (let i = 0; i < 40; i++) {
    const one = underWay(health, account);
    vi.advanceTimersByTime(50);
    await one.end(ACCEPTED);
  }
  const burst = Array.from({ length: 100 }, () => underWay(health, account));
  for (const one of burst.slice(0, 20)) await one.end(TRANSIENT);
  expect(trouble()).toBeUndefined();
  vi.advanceTimersByTime(50);
  for (const one of burst.slice(20)) await one.end(ACCEPTED);
  expect(trouble()).toBeUndefined();
  // One that fails with all of them is left alone by the last.
  const dead = Array.from({ length: 100 }, () => underWay(health, account));
  for (const one of dead) await one.end(TRANSIENT);
  expect(trouble()).toMatchObject({ kind: 'failing' });
  expect(await attempt(ACCEPTED)).toBeUndefined();
});

/** An attempt that is under way until it is told its end. */
function underWay(health: AccountHealth, account: OpenAccount) {
  let hasBegun = false;
  let resolve: (result: SendResult) => void = () => undefined;
  const promise = new Promise<SendResult>((tell) => {
    resolve = tell;
  });
  const made = health.attempt('email', account, () => {
    hasBegun = true;
    return promise;
  });
  return {
    get hasBegun() {
      return hasBegun;
    },
    end(result: SendResult) {
      resolve(result);
      return made;
    },
  };
}
