import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, createClient, type InAppMessage, type ShowMessage } from '../../sdk/index.ts';
import { eventOf, INGEST_KEY, mailOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const HOUR = 3_600_000;
const inApp = { message: { channels: ['in-app'] } };

let engine: TestEngine;
const devices = new Set<Client>();

beforeAll(async () => {
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url),
      NOTE,
      eventTrigger('hint', 'looked', inApp),
      eventTrigger('letter', 'bought'),
      documentOf('trigger', 'tapped', {
        name: 'tapped',
        summary: 'What a tap sets off',
        on: { signal: { kind: 'message', where: { state: 'clicked' } } },
        message: { template: 'thanks', purpose: 'offers', channels: ['email'] },
      }),
      documentOf('template', 'thanks', {
        name: 'thanks',
        channels: { email: { subject: 'You tapped', html: '<p>Here is more.</p>' } },
      }),
    ],
  });
});
afterAll(async () => {
  await Promise.all([...devices].map((device) => device.close()));
  await engine?.close();
});

interface AppOptions {
  readonly token?: string;
  readonly onProblem?: (reason: string) => void;
  readonly now?: () => number;
}

/** An app of a customer: opened, it shows what comes. */
async function openApp(customer: string, show: ShowMessage, more: AppOptions = {}): Promise<Client> {
  const device = createClient({ url: engine.edgeUrl, key: INGEST_KEY, WebSocket, now: engine.clock.now, ...more });
  devices.add(device);
  const { body } = await engine.ask<{ token: string }>('POST', `/v1/customers/${customer}/token`);
  device.subscribe(customer, more.token ?? body.token, show);
  return device;
}

/** An app that notes what it shows; a test awaits the messages one by one. */
async function openNotingApp(customer: string, more: AppOptions = {}) {
  const shown: InAppMessage[] = [];
  const waiting: (() => void)[] = [];
  const note = (message: InAppMessage) => {
    shown.push(message);
    for (const wake of waiting.splice(0)) wake();
  };
  const device = await openApp(customer, note, more);
  return {
    device,
    shown,
    async showing(count: number) {
      while (shown.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

test('a message waits for a customer who is away, is shown once, and what becomes of it comes back', async () => {
  engine.nextDay('12:00');
  const customer = 'away';
  await engine.send(...willingCustomer(customer, { firstName: 'Ada' }), eventOf(customer, 'looked'));
  const { decision } = await engine.outcome(customer, 'sent', { channel: 'in-app' });
  engine.later(HOUR / 2);

  const app = await openNotingApp(customer);
  await app.showing(1);
  expect(app.shown).toEqual([
    expect.objectContaining({ id: decision, title: 'About looked', body: 'Hello Ada', trigger: 'hint' }),
  ]);
  await engine.outcome(customer, 'delivered', { decision });
  app.device.clicked(decision);
  await engine.outcome(customer, 'clicked', { decision, trigger: 'hint' });
  await app.device.close();

  // Another visit: what was shown is gone, and what is new comes.
  const again = await openNotingApp(customer);
  await engine.send(eventOf(customer, 'looked'));
  await again.showing(1);
  expect(again.shown.map(({ id }) => id)).not.toContain(decision);
  expect(again.shown).toHaveLength(1);
});

test('a tap is a signal like any other: it sets off the next message', async () => {
  engine.nextDay('12:00');
  const customer = 'curious';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'looked'));
  const app = await openNotingApp(customer);
  await app.showing(1);
  app.device.clicked(app.shown[0]!.id);
  app.device.clicked(app.shown[0]!.id);
  const [arrived] = await engine.mails.arrival(mailOf(customer));
  expect(arrived!.mail.subject).toBe('You tapped');
  await engine.settled();
  expect(engine.mails.to(mailOf(customer))).toHaveLength(1);
});

test('a message that has expired is not handed out, even to an app whose clock is slow', async () => {
  engine.nextDay('12:00');
  const customer = 'too-late';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'looked', { id: 'looked-early' }));
  const { decision } = await engine.outcome(customer, 'sent', { signal: 'looked-early' });
  engine.later(HOUR);
  const slow = engine.clock.now() - 2 * HOUR;
  const app = await openNotingApp(customer, { now: () => slow });
  await engine.send(eventOf(customer, 'looked', { id: 'looked-late' }));
  const late = await engine.outcome(customer, 'sent', { signal: 'looked-late' });
  await app.showing(1);
  expect(app.shown.map(({ id }) => id)).toEqual([late.decision]);
  await engine.outcome(customer, 'delivered', { decision: late.decision });
  expect(engine.outcomes.some((one) => one.step === 'delivered' && one.decision === decision)).toBe(false);
});

test('on two devices each message is shown once, on the one or the other', async () => {
  engine.nextDay('12:00');
  const customer = 'two-devices';
  await engine.send(...willingCustomer(customer));
  const [phone, tablet] = [await openNotingApp(customer), await openNotingApp(customer)];
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) {
    await engine.send(eventOf(customer, 'looked', { id: `two-devices-${i}` }));
    const { decision } = await engine.outcome(customer, 'sent', { signal: `two-devices-${i}` });
    await engine.outcome(customer, 'delivered', { decision });
    ids.push(decision);
  }
  expect([...phone.shown, ...tablet.shown].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  await engine.settled();
  expect(
    await engine.rows(
      `SELECT count() AS delivered, uniqExact(decision) AS messages FROM outcomes
       WHERE customer = {customer:String} AND step = 'delivered'`,
      { customer },
    ),
  ).toEqual([{ delivered: 5, messages: 5 }]);
});

test('what one device could not show goes to the other', async () => {
  engine.nextDay('12:00');
  const customer = 'flat-battery';
  await engine.send(...willingCustomer(customer));
  let got = (_message: InAppMessage): void => undefined;
  const arrived = new Promise<InAppMessage>((resolve) => {
    got = resolve;
  });
  const dying = await openApp(customer, (message) => {
    got(message);
    return new Promise(() => undefined); // the screen goes dark before it is drawn
  });
  await engine.send(eventOf(customer, 'looked'));
  const { id } = await arrived;
  const other = await openNotingApp(customer);
  await dying.close();
  await other.showing(1);
  expect(other.shown.map((message) => message.id)).toEqual([id]);
  await engine.outcome(customer, 'delivered', { decision: id });
});

test('nobody reads the messages of somebody else', async () => {
  engine.nextDay('12:00');
  const { body } = await engine.ask<{ token: string }>('POST', '/v1/customers/somebody/token');
  const problem = new Promise<string>((onProblem) => {
    void openApp('somebody-else', () => undefined, { token: body.token, onProblem });
  });
  expect(await problem).toBe('token: does not belong to this customer');
});

test('looking at the unsubscribe link changes nothing; one click takes consent away and the next message is held back', async () => {
  engine.nextDay('12:00');
  const customer = 'has-enough';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'bought'));
  const [first] = await engine.mails.arrival(mailOf(customer));
  const header = first!.mail.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line;
  const link = /<(http[^>]+)>/.exec(header)![1]!.replace('localhost', '127.0.0.1');
  expect(String(first!.mail.html)).toContain(link.replace('127.0.0.1', 'localhost'));

  const page = await fetch(link);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('<form method="post">');
  await fetch(link, { method: 'HEAD' });
  engine.later(60_000);
  await engine.send(eventOf(customer, 'bought'));
  await engine.mails.arrival(mailOf(customer), 2);

  const click = () => fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  expect((await click()).status).toBe(200);
  expect((await click()).status).toBe(200);
  engine.later(60_000);
  await engine.send(eventOf(customer, 'bought', { id: 'bought-after' }));
  const held = await engine.outcome(customer, 'held-back', { signal: 'bought-after' });
  expect(held).toMatchObject({
    gate: 'consent',
    why: { code: 'no-consent', args: { purpose: 'offers', channels: ['email'] } },
  });
  const { body } = await engine.ask<{ consents: object }>('GET', `/v1/customers/${customer}`);
  expect(body.consents).toMatchObject({
    '*:offers': { granted: true },
    'email:offers': { granted: false, source: 'unsubscribe-link' },
  });
  // Mails were meant, not the app.
  await engine.send(eventOf(customer, 'looked'));
  await engine.outcome(customer, 'sent', { channel: 'in-app' });
  await engine.settled();
  expect(engine.mails.to(mailOf(customer))).toHaveLength(2);
});

test('a link that was changed on its way unsubscribes nobody', async () => {
  engine.nextDay('12:00');
  const customer = 'unchanged';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'bought'));
  const [first] = await engine.mails.arrival(mailOf(customer));
  const [, link = ''] = /<(http[^>]+)>/.exec(
    first!.mail.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line,
  )!;
  const [payload = '', seal = ''] = link.slice(link.lastIndexOf('/') + 1).split('.');
  const other = Buffer.from(payload, 'base64url').toString().replace('unchanged', 'has-eaten');
  const forged = `${Buffer.from(other).toString('base64url')}.${seal}`;
  const answer = await fetch(`${engine.edgeUrl}/v1/unsubscribe/${forged}`, { method: 'POST' });
  expect(answer.status).toBe(404);
  const state = await engine.ask<{ consents: object }>('GET', `/v1/customers/${customer}`);
  expect(state.body.consents).toEqual({ '*:offers': expect.objectContaining({ granted: true }) });
});
