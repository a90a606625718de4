import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, mailOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const HOUR = 3_600_000;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url),
      NOTE,
      documentOf('template', 'again', {
        name: 'again',
        channels: { email: { subject: 'Did you see it?', html: '<p>It is still here.</p>' } },
      }),
      eventTrigger('voucher', 'visited'),
      documentOf('trigger', 'unopened', {
        name: 'unopened',
        summary: 'The voucher was not opened within a day',
        on: {
          absence: {
            after: { outcome: { of: 'voucher', is: 'sent' } },
            not: { outcome: { of: 'voucher', is: ['opened', 'clicked'] } },
            within: '24h',
            'correlate-by': 'delivery',
          },
        },
        message: { template: 'again', purpose: 'offers', channels: ['email'] },
      }),
    ],
  });
});
afterAll(() => engine?.close());

test('a message that is not opened within a day sets off another, one that is opened does not', async () => {
  engine.nextDay('10:00');
  for (const customer of ['reader', 'sleeper'])
    await engine.send(...willingCustomer(customer), eventOf(customer, 'visited'));
  const sent = await Promise.all(['reader', 'sleeper'].map((customer) => engine.outcome(customer, 'sent')));
  await engine.settled();
  engine.later(2 * HOUR);
  await engine.send({
    kind: 'message',
    customer: 'reader',
    value: { delivery: sent[0]!.decision, state: 'opened', channel: 'email' },
  });
  engine.later(22 * HOUR + 60_000);
  await engine.outcome('sleeper', 'sent', { trigger: 'unopened' });
  await engine.settled();
  expect(await engine.steps('sleeper')).toEqual([
    'voucher matched',
    'voucher queued',
    'voucher attempted',
    'voucher sent',
    'unopened matched',
    'unopened queued',
    'unopened attempted',
    'unopened sent',
  ]);
  expect((await engine.steps('reader')).filter((step) => step.startsWith('unopened'))).toEqual([]);
  expect(engine.mails.arrived.filter(({ to }) => String(to) === mailOf('reader'))).toHaveLength(1);
});

test('a loop is refused with its path, and what was live stays live', async () => {
  const loop = documentOf('trigger', 'voucher', {
    name: 'voucher',
    on: { outcome: { of: 'unopened', is: 'sent' } },
    message: { template: 'note', purpose: 'offers', channels: ['email'] },
  });
  const publish = (document: object) => engine.ask('POST', '/v1/publish', { documents: [document], replace: false });
  const { status, body } = await publish(loop);
  expect({ status, body }).toMatchObject({
    status: 422,
    body: {
      problems: [
        {
          source: 'triggers/unopened.yaml',
          path: 'on.absence',
          expected: 'no loop without a cooldown in it: unopened → voucher → unopened',
        },
      ],
    },
  });
  expect(engine.app.definitions.live.triggers.get('voucher')?.on.waker).toBe('signal');
  const removed = await engine.ask('DELETE', '/v1/triggers/voucher');
  expect(removed.status).toBe(409);
  const broken = { ...loop, body: { ...(loop.body as object), cooldown: '7d' } };
  expect((await publish(broken)).status).toBe(200);
});
