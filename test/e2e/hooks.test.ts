import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, mailOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { type HttpPeer, startHttpPeer } from '../support/http-peer.ts';
import { eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hookKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const SENT = ['matched', 'queued', 'attempted', 'sent'];

let engine: TestEngine;
let service: HttpPeer;
let taken = 0;
beforeAll(async () => {
  service = await startHttpPeer();
  service.script = () => ({ status: 202, headers: { 'x-message-id': `sg-${++taken}` } });
  const account = { provider: 'sendgrid', url: `http://${service.host}`, allow: [service.host], key: 'SG.k', hookKey };
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url, { providers: { email: [{ name: 'grid', ...account }] } }),
      NOTE,
      eventTrigger('offer', 'offer-seen'),
      eventTrigger('urgent', 'gate-changed', {
        message: { purpose: 'service', channels: ['email', 'in-app'], 'fall-back': { after: '90s' } },
      }),
    ],
  });
});
afterAll(async () => {
  await engine?.close();
  await service?.stop();
});

/** Calls the hook as the service does. */
async function tell(...events: readonly object[]) {
  const body = JSON.stringify(events);
  const at = String(Math.floor(Date.now() / 1_000));
  return engine.post('/hooks/email/grid', body, {
    'content-type': 'application/json',
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(at + body), privateKey).toString('base64'),
    'x-twilio-email-event-webhook-timestamp': at,
  });
}
const about = (message: string, event: string, id: string, more: object = {}) => ({
  ...{ event, sg_event_id: id, sg_message_id: `${message}.filter0001`, ...more },
});

async function mailTo(customer: string): Promise<string> {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
  return (await engine.outcome(customer, 'sent')).reason;
}
const ends = async (customer: string) => (await engine.steps(customer)).map((step) => step.replace(/^\S+ /, ''));

test('what a provider tells, twice and in the wrong order, is in the story once', async () => {
  const message = await mailTo('anna');
  const events = [about(message, 'click', 'c1', { url: 'https://shop.example/' }), about(message, 'delivered', 'd1')];
  expect((await tell(...events)).status).toBe(200);
  await engine.outcome('anna', 'delivered');
  expect((await tell(...events)).status).toBe(200);
  await engine.outcome('anna', 'clicked');
  await mailTo('anna-later');
  expect((await ends('anna')).sort()).toEqual([...SENT, 'clicked', 'delivered'].sort());
  expect(await engine.outcome('anna', 'sent')).toMatchObject({ provider: 'grid' });
});

test('a receipt that comes before our own attempt has its answer waits for it', async () => {
  expect((await tell(about(`sg-${taken + 1}`, 'delivered', 'early'))).status).toBe(200);
  await mailTo('ben');
  expect(await engine.outcome('ben', 'delivered')).toMatchObject({ trigger: 'offer' });
});

test('a dead address and an opt-out are in force for the next message', async () => {
  const dead = await mailTo('cleo');
  await tell(about(dead, 'bounce', 'b1', { type: 'bounce', email: mailOf('cleo'), reason: '550 unknown' }));
  await engine.outcome('cleo', 'bounced');
  const left = await mailTo('dora');
  await tell(about(left, 'unsubscribe', 'u1'));
  await expect
    .poll(async () => (await engine.ask<{ consents: object[] }>('GET', '/v1/customers/dora')).text, { timeout: 20_000 })
    .toContain('"granted":false');
  engine.nextDay('12:00');
  for (const customer of ['cleo', 'dora']) await engine.send(eventOf(customer, 'offer-seen'));
  expect(await engine.outcome('cleo', 'held-back')).toMatchObject({ gate: 'suppression' });
  expect(await engine.outcome('dora', 'held-back')).toMatchObject({ gate: 'consent' });
});

test('a message that nobody says was delivered goes by the next channel, one that was does not', async () => {
  engine.nextDay('12:00');
  for (const customer of ['emil', 'frieda']) {
    await engine.send(...willingCustomer(customer), eventOf(customer, 'gate-changed'));
    await engine.outcome(customer, 'sent');
  }
  const { reason } = await engine.outcome('frieda', 'sent');
  await tell(about(reason, 'delivered', 'f1'));
  await engine.outcome('frieda', 'delivered');
  engine.later(91_000);
  const second = await engine.outcome('emil', 'sent', { channel: 'in-app' });
  expect(second.decision).toBe((await engine.outcome('emil', 'sent')).decision.replace('.', '~2.'));
  await engine.settled();
  expect(await ends('emil')).toEqual([...SENT, 'queued', 'attempted', 'sent']);
  expect(await ends('frieda')).toEqual([...SENT, 'delivered']);
});

test('the next channel says what the first one would have said, and the record has the plan and the switch', async () => {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer('greta', { firstName: 'Greta' }), eventOf('greta', 'gate-changed'));
  await engine.outcome('greta', 'sent', { channel: 'email' });
  await engine.send({ kind: 'identify', customer: 'greta', value: { traits: { firstName: 'Margarete' } } });
  engine.later(91_000);
  const { decision } = await engine.outcome('greta', 'sent', { channel: 'in-app' });
  const said = async () =>
    (await engine.rows<{ content: string }>(`SELECT content FROM messages WHERE decision = '${decision}'`)).map(
      ({ content }) => JSON.parse(content),
    );
  await expect.poll(said, { timeout: 20_000 }).toMatchObject([{ title: 'About gate-changed', body: 'Hello Greta' }]);
  const queued = engine.outcomes.filter(({ customer, step }) => customer === 'greta' && step === 'queued');
  expect(queued.map(({ why }) => why)).toEqual([
    { code: 'channel-plan', args: { channel: 'email', after: ['in-app'], without: [] } },
    {
      code: 'channel-switch',
      args: { channel: 'in-app', from: 'email', state: 'delivered', seconds: 90, after: [], without: [] },
    },
  ]);
});

test('a call that is not the provider’s, and one for no account, change nothing', async () => {
  const forged = await engine.post('/hooks/email/grid', JSON.stringify([about('sg-1', 'bounce', 'f')]));
  expect(forged.status).toBe(401);
  expect((await engine.post('/hooks/email/none', '[]')).status).toBe(404);
  expect((await engine.post('/hooks/fax/grid', '[]')).status).toBe(404);
});

test('a message that tries an account out is followed by its receipts, and is nobody’s', async () => {
  const { body: tested } = await engine.ask<{ id: string; hasReceipts: boolean }>('POST', '/v1/channels/email/test', {
    to: 'me@corner.example',
    account: 'grid',
  });
  expect(tested).toMatchObject({ account: 'grid', provider: 'sendgrid', hasReceipts: true });
  await tell(about(`sg-${taken}`, 'delivered', 't1'));
  const receipts = async () => (await engine.ask('GET', `/v1/channels/tests/${tested.id}`)).body;
  await expect.poll(receipts, { timeout: 10_000 }).toEqual({ receipts: [{ state: 'delivered' }] });
  const refused = await engine.ask('POST', '/v1/channels/email/test', { to: 'me@corner.example', account: 'grit' });
  expect([refused.status, refused.body]).toMatchObject([404, { error: expect.stringContaining("nearest is 'grid'") }]);
  expect((await engine.ask('GET', '/v1/channels')).body).toMatchObject({
    channels: expect.arrayContaining([
      expect.objectContaining({ name: 'email', state: 'ready', accounts: [expect.objectContaining({ name: 'grid' })] }),
    ]),
  });
});
