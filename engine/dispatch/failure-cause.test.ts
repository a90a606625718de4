import { expect, test } from 'vitest';
import { causeOfFailure } from './failure-cause.ts';

test.each([
  ['8 attempts: 451 4.3.0 try later, queue id 4Xk2b9', 'attempts-used-up', '451 4.3.0 try later, queue id …'],
  ['8 attempts: connect ECONNREFUSED 10.0.0.7:25', 'attempts-used-up', 'connect ECONNREFUSED 10.0.0.7:25'],
  ['550 5.1.1 <anna@shop.example>: no such user', 'provider-refused', '550 5.1.1 …: no such user'],
  ["channel 'email' is not set up", 'channel-not-set-up', "channel 'email' is not set up"],
  ['HTTP 410 for request 1764327600000', 'provider-refused', 'HTTP 410 for request …'],
  ['', 'provider-refused', ''],
] as const)('%j is told as its kind, without what differs from message to message', (reason, kind, cause) => {
  expect(causeOfFailure(reason)).toMatchObject({ kind, cause });
});

test('two messages that failed alike have the same cause', () => {
  const [one, other] = ['anna@a.example', 'ben@b.example'].map((to, i) =>
    causeOfFailure(`550 5.1.1 <${to}> rejected, ref a1b2c3d${i}`),
  );
  expect(one?.cause).toBe(other?.cause);
});

test('what a provider said is told apart from the sentence around it', () => {
  expect(causeOfFailure('8 attempts: 451 later, id 4Xk2b9').words).toBe('451 later, id 4Xk2b9');
  expect(causeOfFailure("channel 'email' is not set up").words).toBe('');
});

test('a long answer is cut', () => {
  expect(causeOfFailure('no '.repeat(1_000)).cause.length).toBeLessThanOrEqual(160);
});
