import { expect, test, vi } from 'vitest';
import type { Connection, Outbound, SendResult } from './contract.ts';
import { sendOnce } from './send.ts';

const OUTBOUND = { id: 'd-1' } as Outbound;
const connection = (send: Connection['send']): Connection => ({ send, close: async () => undefined });

test('a provider’s verdict is handed on, its words bounded and on one line', async () => {
  const accepted: SendResult = { kind: 'accepted', providerId: 'x' };
  expect(
    await sendOnce(
      connection(async () => accepted),
      OUTBOUND,
      1_000,
    ),
  ).toBe(accepted);
  const said = `a\r\nb\u0000${'x'.repeat(10_000)}`;
  const result = await sendOnce(
    connection(async () => ({ kind: 'transient', reason: said })),
    OUTBOUND,
    1_000,
  );
  expect(result).toMatchObject({ kind: 'transient', reason: expect.stringMatching(/^a b x{200,}…$/) });
});

test('of a refusal the whole answer is handed on too, up to what is read of one', async () => {
  const sendAs = (kind: 'permanent' | 'transient', length: number) =>
    sendOnce(
      connection(async () => ({ kind, reason: 'x'.repeat(length), effect: 'drop' }) as SendResult),
      OUTBOUND,
      1_000,
    );
  expect(await sendAs('permanent', 2_000)).not.toHaveProperty('answer');
  expect(await sendAs('transient', 3_000)).not.toHaveProperty('answer');
  const { reason, answer } = (await sendAs('permanent', 100_000)) as { reason: string; answer: string };
  expect([reason.length, answer.length]).toEqual([2_000, 65_536]);
});

test('a provider that throws leaves the attempt uncertain, if the message was leaving', async () => {
  const throwing = connection(() => {
    throw new Error('bug');
  });
  expect(await sendOnce(throwing, OUTBOUND, 1_000)).toEqual({ kind: 'transient', reason: 'the provider failed: bug' });
  const rejecting = connection(async (_, time) => {
    await time.leaving();
    return Promise.reject('text');
  });
  expect((await sendOnce(rejecting, OUTBOUND, 1_000)).kind).toBe('uncertain');
});

test('a message leaves when it may, is asked about once, and does not leave when it must not', async () => {
  let asked = 0;
  const patient = connection(async (_, time) => {
    expect(time.hasLeft).toBe(false);
    await time.leaving();
    await time.leaving();
    return time.hasLeft ? { kind: 'accepted', providerId: 'x' } : { kind: 'transient', reason: 'it stayed' };
  });
  expect((await sendOnce(patient, OUTBOUND, 1_000, async () => void asked++)).kind).toBe('accepted');
  expect(asked).toBe(1);
  const never = async () => 'it has ended';
  const stopped = { kind: 'transient', reason: 'the provider failed: it may not leave: it has ended' };
  expect(await sendOnce(patient, OUTBOUND, 1_000, never)).toEqual(stopped);
});

test('a message that is told it may leave when its time is up does not', async () => {
  let mayLeave = () => {};
  const leave = () =>
    new Promise<undefined>((resolve) => {
      mayLeave = () => resolve(undefined);
    });
  const waiting = connection(async (_, time) => {
    time.signal.addEventListener('abort', () => mayLeave());
    await time.leaving();
    return { kind: 'accepted', providerId: 'x' };
  });
  const late = { kind: 'transient', reason: 'the provider failed: it may not leave: no verdict within 30 ms' };
  expect(await sendOnce(waiting, OUTBOUND, 30, leave)).toEqual(late);
});

test('at the time limit the provider is asked to stop and has the last word', async () => {
  const polite = connection(
    (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'transient', reason: 'nothing had left' }));
      }),
  );
  expect(await sendOnce(polite, OUTBOUND, 30)).toEqual({ kind: 'transient', reason: 'nothing had left' });
});

test('a provider that does not stop leaves the attempt uncertain, if the message was leaving', async () => {
  const deaf = connection(async (_, time) => {
    await time.leaving();
    return new Promise(() => undefined);
  });
  expect(await sendOnce(deaf, OUTBOUND, 30)).toEqual({ kind: 'uncertain', reason: 'no verdict within 30 ms' });
  const stuck = connection(() => new Promise(() => undefined));
  expect(await sendOnce(stuck, OUTBOUND, 30)).toEqual({ kind: 'transient', reason: 'no verdict within 30 ms' });
});

test('an attempt that is over leaves no timer behind', async () => {
  vi.useFakeTimers();
  try {
    await sendOnce(
      connection(async () => ({ kind: 'accepted', providerId: 'x' })),
      OUTBOUND,
      1_000,
    );
    expect(vi.getTimerCount()).toBe(0);
    const polite = connection(
      (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ kind: 'transient', reason: 'nothing had left' }));
        }),
    );
    const given = sendOnce(polite, OUTBOUND, 1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await given).toEqual({ kind: 'transient', reason: 'nothing had left' });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
