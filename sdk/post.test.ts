import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBackoff } from './backoff.ts';
import { createOutbox } from './outbox.ts';
import { createPost, type Post } from './post.ts';

let post: Post;
/** When each request was made, in milliseconds since the first. */
let madeAt: number[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  madeAt = [];
});
afterEach(() => {
  post.close();
  vi.useRealTimers();
});

/** Sends a signal to an engine that answers by this, with waits from 500 ms to a minute. */
function sendTo(answer: () => Response, chance: number): void {
  const outbox = createOutbox(10, () => undefined);
  void outbox.add('a', '{"id":"a"}');
  const backoff = createBackoff(500, 60_000, () => chance);
  post = createPost(
    { url: 'http://engine', key: 'kp_1', outbox, backoff, problem: () => undefined, refusedWaitMs: 60_000 },
    async () => {
      madeAt.push(Date.now());
      return answer();
    },
  );
  post.pump();
}
const answers =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('{"error":"not now"}', { status, headers });

test('an engine that fails is asked after waits that grow up to the bound', async () => {
  sendTo(answers(503), 1);
  await vi.advanceTimersByTimeAsync(250_000);
  expect(madeAt).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500, 63_500, 123_500, 183_500, 243_500]);
});

test.each([429, 503])('with %i and Retry-After the engine is asked no sooner, and up to half later', async (status) => {
  for (const [chance, waitMs] of [
    [0, 7_000],
    [1, 10_500],
  ] as const) {
    vi.setSystemTime(0);
    madeAt = [];
    sendTo(answers(status, { 'retry-after': '7' }), chance);
    await vi.advanceTimersByTimeAsync(waitMs - 1);
    expect(madeAt).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(madeAt).toEqual([0, waitMs]);
    post.close();
  }
});

test('a Retry-After shorter than the own wait does not shorten that', async () => {
  sendTo(answers(503, { 'retry-after': '1' }), 0);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(madeAt).toEqual([0, 1_000, 2_000, 3_000, 5_000]);
});

test('a Retry-After of months, which no timer holds, is an hour', async () => {
  sendTo(answers(503, { 'retry-after': '9999999' }), 0);
  await vi.advanceTimersByTimeAsync(3_599_999);
  expect(madeAt).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(madeAt).toEqual([0, 3_600_000]);
});

test('when the network is back it is asked at once', async () => {
  sendTo(answers(503, { 'retry-after': '600' }), 0);
  await vi.advanceTimersByTimeAsync(5);
  post.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(madeAt).toEqual([0, 5]);
});
