import { expect, test } from 'vitest';
import { classifySmtp } from './classify.ts';

test.each([
  ['550 5.1.1 <x@y> User unknown', 'RCPT TO', 'suppress-address'],
  ['550-5.1.1 The email account does not exist', 'RCPT TO', 'suppress-address'],
  ['550 5.1.2 no such domain', 'RCPT TO', 'suppress-address'],
  ['550 5.1.10 recipient not found', 'DATA', 'suppress-address'],
  ['550 5.2.1 mailbox disabled', 'RCPT TO', 'suppress-address'],
  ['554 5.4.4 unable to route', 'RCPT TO', 'suppress-address'],
  ['550 No such user here', 'RCPT TO', 'suppress-address'],
  ["550 user doesn't exist", 'RCPT TO', 'suppress-address'],
  ['550 blocked, see https://bl.example', 'RCPT TO', 'drop'],
  ['552 5.2.2 mailbox full', 'RCPT TO', 'drop'],
  ['552 5.3.4 message too large', 'DATA', 'drop'],
  ['552 5.3.4 too large by SIZE', 'MAIL FROM', 'drop'],
  ['554 5.7.1 spam message rejected', 'DATA', 'drop'],
  ['550 5.7.26 unauthenticated mail is prohibited', 'DATA', 'channel-misconfigured'],
  ['550 5.7.515 sender does not meet the required authentication level', 'DATA', 'channel-misconfigured'],
  ['550 5.7.9 message not accepted by DMARC policy', 'DATA', 'channel-misconfigured'],
  ['550 5.7.25 no PTR record', 'DATA', 'channel-misconfigured'],
  ['550 5.7.1 SPF check failed', 'RCPT TO', 'channel-misconfigured'],
  ['554 5.7.1 Relay access denied', 'RCPT TO', 'channel-misconfigured'],
  ['550 relaying denied', 'RCPT TO', 'channel-misconfigured'],
  ['553 5.1.8 sender address rejected', 'MAIL FROM', 'channel-misconfigured'],
  ['530 5.7.0 must issue STARTTLS first', 'MAIL FROM', 'channel-misconfigured'],
  ['535 5.7.8 bad credentials', 'AUTH PLAIN', 'channel-misconfigured'],
])('%s to %s is permanent: %s', (response, command, effect) => {
  const failure = { message: 'refused', response, responseCode: Number(response.slice(0, 3)), command };
  expect(classifySmtp(failure, false)).toEqual({ kind: 'permanent', reason: response, effect });
});

test.each([
  ['421 4.3.2 shutting down', 'throttled'],
  ['450 4.2.1 receiving too fast', 'throttled'],
  ['451 4.7.500 server busy', 'throttled'],
  ['451 4.7.1 greylisted', 'throttled'],
  ['452 4.3.1 insufficient storage', 'throttled'],
  ['450 rate limit exceeded', 'throttled'],
  ['450 4.1.1 try later', 'transient'],
  ['451 4.3.0 local error', 'transient'],
  ['454 4.7.0 temporary authentication failure', 'throttled'],
  ['503 5.5.1 bad sequence', 'transient'],
])('%s is %s', (response, kind) => {
  const failure = { message: 'refused', response, responseCode: Number(response.slice(0, 3)), command: 'DATA' };
  // A reply decides, also when the whole mail had left.
  for (const hasLeft of [false, true]) expect(classifySmtp(failure, hasLeft)).toMatchObject({ kind, reason: response });
});

test('without a reply it matters whether anything had left', () => {
  for (const code of ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EABORT', undefined]) {
    expect(classifySmtp({ message: 'gone', code }, false).kind).toBe('transient');
    expect(classifySmtp({ message: 'gone', code }, true).kind).toBe('uncertain');
  }
  expect(classifySmtp({ message: 'no credentials', code: 'ENOAUTH' }, false)).toMatchObject({
    effect: 'channel-misconfigured',
  });
});

test('a long reply is kept whole, on one line', () => {
  const response = `554 5.6.0 ${'refused: '.repeat(200)}the end`;
  expect(classifySmtp({ message: 'refused', response, responseCode: 554, command: 'DATA' }, false)).toEqual({
    ...{ kind: 'permanent', effect: 'drop', reason: response },
  });
});
