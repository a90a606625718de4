import { expect, test } from 'vitest';
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

test('a provider that throws leaves the attempt uncertain', async () => {
  const throwing = connection(() => {
    throw new Error('bug');
  });
  expect(await sendOnce(throwing, OUTBOUND, 1_000)).toEqual({ kind: 'uncertain', reason: 'the provider failed: bug' });
  const rejecting = connection(() => Promise.reject('text'));
  expect((await sendOnce(rejecting, OUTBOUND, 1_000)).kind).toBe('uncertain');
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

test('a provider that does not stop leaves the attempt uncertain', async () => {
  const deaf = connection(() => new Promise(() => undefined));
  expect(await sendOnce(deaf, OUTBOUND, 30)).toEqual({ kind: 'uncertain', reason: 'no verdict within 30 ms' });
});
