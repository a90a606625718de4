import { describe, expect, test } from 'vitest';
import { EVENING, event, HOUR, runBackTestOf, signal } from '../../test/support/back-test.ts';
import { documentOf, eventTrigger } from '../../test/support/workspace.ts';
import { decisionId } from '../../triggers/deciding/decision-id.ts';
import type { Document } from '../definitions/contract.ts';

const follow = (of: string, is: string | readonly string[], name = 'draft', more: object = {}): Document =>
  documentOf('trigger', name, {
    name,
    on: { outcome: { of, is } },
    message: { template: 'note', purpose: 'offers', channels: ['email'] },
    ...more,
  });
const first = eventTrigger('first', 'seen', { cooldown: '1h' });
const twice = [event('seen', EVENING), event('seen', EVENING + 1)];
const receipt = (value: object, at = EVENING + 2) => signal('message', { ...value }, at);

describe('outcomes that a trigger goes by', () => {
  test('are those of the decisions of the back-test: what would be sent, and what was held back', async () => {
    expect(await runBackTestOf([first, follow('first', 'sent')], twice)).toMatchObject({ matches: 1, sends: 1 });
    const held = await runBackTestOf([first, follow('first', 'held-back')], twice);
    expect(held).toMatchObject({ matches: 1, sends: 1 });
    expect(held.samples).toMatchObject([{ at: EVENING + 1 }]);
    expect(await runBackTestOf([first, follow('first', 'not-sent')], twice)).toMatchObject({ matches: 1 });
    expect(await runBackTestOf([first, follow('first', 'expired')], twice)).toMatchObject({ matches: 0 });
  });

  test('one that was put off tells when it goes on, or that it expired', async () => {
    const quiet = { 'quiet-hours': { from: '18:00', to: '20:00' } };
    const signals = [event('seen', EVENING), event('else', EVENING + 3 * HOUR)];
    const waits = (expires: string) => eventTrigger('first', 'seen', { message: { expires } });
    const sent = await runBackTestOf([waits('4h'), follow('first', 'sent')], signals, { workspace: quiet });
    expect(sent).toMatchObject({ matches: 1, samples: [{ at: EVENING + HOUR }] });
    const expired = await runBackTestOf([waits('30m'), follow('first', 'expired')], signals, { workspace: quiet });
    expect(expired.matches).toBe(1);
  });

  test('go on from trigger to trigger', async () => {
    const chain = [first, follow('first', 'sent', 'second'), follow('second', 'sent')];
    expect(await runBackTestOf(chain, twice)).toMatchObject({ matches: 1, sends: 1 });
  });

  test('of the tested trigger wake the live ones that go by it', async () => {
    const draft = eventTrigger('draft', 'seen');
    const report = await runBackTestOf([draft, follow('draft', 'sent', 'follows')], [event('seen')]);
    expect(report.overlaps).toEqual([{ trigger: 'follows', sameMoment: 0, displaced: 0, sameCustomer: 1 }]);
  });

  test('are not heard twice when the recording has them too; those of a message it alone has are', async () => {
    const seen = event('seen');
    const decisionIdOf = (origin: typeof seen) =>
      decisionId({ definition: { name: 'first' }, version: 1 } as never, { origin, state: { id: 'anna' } } as never);
    const of = (delivery: string) => {
      const sent = receipt({ delivery, trigger: 'first', state: 'sent', channel: 'email' });
      return runBackTestOf([first, follow('first', 'sent')], [seen, sent, { ...sent, id: `${sent.id}.2` }]);
    };
    expect(await of(decisionIdOf(seen))).toMatchObject({ matches: 1 });
    expect(await of('of-another-day')).toMatchObject({ matches: 3 });
  });

  test('of the tested trigger as it was then are passed over, and what a customer did is not', async () => {
    const draft = eventTrigger('draft', 'never');
    const then = (state: string) => receipt({ delivery: 'old', trigger: 'draft', state });
    const follows = (is: string) => follow('draft', is, 'follows');
    const of = (state: string) => runBackTestOf([draft, follows(state)], [then(state)], { trigger: 'follows' });
    expect(await of('sent')).toMatchObject({ matches: 1 });
    const asTested = (state: string) =>
      runBackTestOf([eventTrigger('draft', 'seen'), follows(state)], [event('seen'), then(state)]);
    expect((await asTested('held-back')).overlaps).toEqual([]);
    expect((await asTested('opened')).overlaps).toMatchObject([{ trigger: 'follows' }]);
  });
});

test('what nobody can know of messages that are not sent is noted', async () => {
  const said = async (is: string) => (await runBackTestOf([first, follow('first', is)], twice)).notes.join('\n');
  expect(await said('clicked')).toContain('opened, clicked or answered is known of the messages of the recording only');
  expect(await said('sent')).not.toContain('nothing is sent');
});
