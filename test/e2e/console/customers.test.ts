import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Document } from '../../../engine/definitions/contract.ts';
import { describeInBrowser } from '../../support/console/browser.ts';
import { withKeyboard, withPointer } from '../../support/console/hands.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { VisitOptions } from '../../support/console/visit.ts';
import { willingCustomer } from '../../support/engine.ts';

const SEARCH = 'Id, alias or address of a customer';
const HELD = /^Zurückgehalten: .*24 (h|Stunden).*\. Frühestens wieder Di\., 3\. Nov\.,? (um )?20:00 MEZ\.$/;
const document = (kind: Document['kind'], name: string, body: object): Document => ({
  kind,
  name,
  source: `${name}.yaml`,
  body: { name, ...body },
});
const OFFER = document('trigger', 'night-offer', {
  summary: 'An offer for whoever looks at night',
  on: { signal: { kind: 'event', name: 'looked' } },
  when: { all: [{ 'event.total': { 'at-least': 10 } }, { none: [{ 'weather.condition': { equals: 'fog' } }] }] },
  unknown: 'skip',
  cooldown: '24h',
  message: { template: 'night', purpose: 'service', channels: ['in-app'], expires: '1h' },
});
const PLAIN = document('trigger', 'plain-offer', {
  summary: 'An offer for whoever looks',
  on: { signal: { kind: 'event', name: 'looked' } },
  cooldown: '24h',
  message: { template: 'night', purpose: 'service', channels: ['in-app'], expires: '1h' },
});
const NIGHT = document('template', 'night', {
  channels: { 'in-app': { title: 'Good night, {{customer.name}}', body: 'Sleep well' } },
});

describeInBrowser('the customers’ pages', () => {
  let house: TestConsole;
  const looked = (customer: string, total = 20) => ({
    kind: 'event',
    customer,
    value: { name: 'looked', properties: { total } },
  });

  beforeAll(async () => {
    house = await startConsole();
    const { engine } = house;
    await engine.publish(OFFER, PLAIN, NIGHT);
    engine.nextDay('19:59');
    await engine.send(
      ...willingCustomer('hanna-1', {
        name: 'Hanna Berger',
        email: 'hanna@post.example',
        phone: '+49 170 1234567',
        zone: 'Europe/Berlin',
      }),
      ...willingCustomer('hanno-2', { name: 'Hanno Klein', email: 'hanno@post.example' }),
    );
    engine.nextDay('20:00');
    await engine.send({
      kind: 'location',
      customer: 'hanna-1',
      value: { lat: 51.3246, lon: 12.3735, accuracyMetres: 10 },
    });
    await engine.send(looked('hanna-1'));
    await engine.settled();
    engine.later(3_600_000);
    await engine.send({
      kind: 'location',
      customer: 'hanna-1',
      value: { lat: 51.3301, lon: 12.3721, accuracyMetres: 10 },
    });
    await engine.send(looked('hanna-1'));
    engine.nextDay('09:00');
    await engine.app.drained();
  });
  afterAll(() => house?.close());

  test.each<VisitOptions & { readonly by: 'pointer' | 'keyboard' }>([
    { by: 'pointer' },
    { by: 'pointer', phone: true },
    { by: 'keyboard' },
  ])('task 5: from an e-mail address to why nothing came last night, in four clicks at most (%j)', async (options) => {
    const visit = await house.visit('agent', { language: 'de', ...options });
    const { page } = visit;
    const { press, type } = options.by === 'pointer' ? withPointer(page) : withKeyboard(page);
    await visit.open('/customers');
    await type(page.getByLabel('Kennung, Alias oder Adresse eines Kunden'), 'hanna@post.example');
    await press(page.getByRole('link', { name: 'Hanna Berger' }));
    await press(page.getByRole('link', { name: /^Warum\? plain-offer.*21:00/ }).first());
    await expect(page.getByTestId('sentence').textContent()).resolves.toMatch(HELD);
    expect(visit.clicks).toBeLessThanOrEqual(options.by === 'pointer' ? 4 : 0);
    await visit.expectAccessible();
    visit.expectNoViolation();
    await visit.close();
  });

  test('an empty story says what it shows and what is outside, and one click shows that', async () => {
    const visit = await house.visit('agent');
    const { page } = visit;
    await visit.open('/customers/hanno-2?show=notSent&period=week');
    await page.getByText('No entry: Not sent, Last 7 days.').waitFor();
    await page.getByText(/The newest entry outside this: (identify|consent)/).waitFor();
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByText('hanno@post.example').first().waitFor();
    await page.getByText(/^The story begins here/).waitFor();
    await visit.expectAccessible();
    visit.expectNoViolation();
    await visit.close();
  });

  test('a trigger that never woke says what it waits for, and when that was last near', async () => {
    const visit = await house.visit('agent');
    const { page } = visit;
    await visit.open('/customers/hanna-1/why/last?trigger=big-order');
    await expect(page.getByTestId('sentence').textContent()).resolves.toMatch(/big-order|order-completed|waits for/i);
    await page.getByText('Nothing like it is stored of this customer.').waitFor();
    await visit.close();
  });

  test('an analyst sees no name, address or position, in German too', async () => {
    const visit = await house.visit('analyst', { language: 'de' });
    const { page } = visit;
    for (const address of ['/customers?q=hanna-1', '/customers/hanna-1']) {
      await visit.open(address);
      await page.getByText('hanna-1').first().waitFor();
      await page
        .getByText(/verdeckt/)
        .first()
        .waitFor();
      const said = await page.locator('main').textContent();
      expect(said).not.toMatch(/Berger|@post|1234567|51[.]32/);
    }
    await visit.expectAccessible();
    await visit.close();
  });

  test('customers with odd ids have pages, nothing of an id runs, and a link survives a copy', async () => {
    const odd = ['..', 'a/b|c#d%e?f@g', '‮evil‬ <img src=x onerror=alert(1)>', '🌧️'.repeat(42), 'x'.repeat(128)];
    await house.engine.send(
      ...odd.map((customer) => ({ kind: 'identify', customer, value: { traits: { name: `n ${customer}` } } })),
    );
    await house.engine.settled();
    const visit = await house.visit('agent');
    const { page } = visit;
    for (const customer of odd) {
      await visit.open('/customers');
      await page.getByLabel(SEARCH).fill(customer);
      await page.keyboard.press('Enter');
      await page.getByText('customer.name').waitFor();
      const address = page.url();
      await page.goto('about:blank');
      await page.goto(address);
      await page.getByText('customer.name').waitFor();
      await page.getByText(`n ${customer}`).first().waitFor();
    }
    visit.expectNoViolation();
    await visit.close();
  }, 60_000);
});
