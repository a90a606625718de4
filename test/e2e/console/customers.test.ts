import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentKind } from '../../../engine/definitions/contract.ts';
import { findHindrancesBy } from '../../support/console/accessible.ts';
import { describeInBrowser } from '../../support/console/browser.ts';
import { withKeyboard, withPointer } from '../../support/console/hands.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit, VisitOptions } from '../../support/console/visit.ts';
import { eventOf, willingCustomer } from '../../support/engine.ts';
import { documentOf } from '../../support/workspace.ts';

const SEARCH = 'Id, alias or address of a customer';
const HELD = /^Zurückgehalten: .*24 (h|Stunden).*\. Frühestens wieder Di\., 3\. Nov\.,? (um )?20:00 MEZ\.$/;
const document = (kind: DocumentKind, name: string, body: object) => documentOf(kind, name, { name, ...body });
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
  let admin: Visit;
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
    const { body } = await engine.ask<{ document: { body: object } }>('GET', '/v1/workspace');
    const segments = { golden: { 'customer.plan': 'gold' } };
    await engine.publish(documentOf('workspace', 'workspace', { ...body.document.body, segments }));
    await engine.send(
      ...willingCustomer('mara-5', { name: 'Mara Weiss' }),
      { kind: 'identify', customer: 'greta-3', value: { traits: { name: 'Greta Gold', plan: 'gold' } } },
      { kind: 'location', customer: 'greta-3', value: { lat: 51.33552, lon: 12.375519, accuracyMetres: 5 } },
    );
    await engine.settled();
    admin = await house.visit('admin');
  }, 90_000);
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
    if (options.by === 'keyboard') await visit.screenshot('customers-why');
    await visit.expectAccessible();
    visit.expectNoViolation();
    await visit.close();
  });

  test.each([
    ['an e-mail address', 'q=hanna@post.ex', 'Hanna Berger'],
    ['a telephone number', 'q=%2B49 170 1234567', 'Hanna Berger'],
    ['a name', 'q=klein', 'Hanno Klein'],
    ['a trait', 'q=plan:gold', 'Greta Gold'],
    ['a place', 'place=lipa-kiosk-leuschnerplatz', 'Greta Gold'],
    ['a segment', 'segment=golden', 'Greta Gold'],
  ])('somebody is found by %s, and nobody else', async (_what, search, name) => {
    await admin.open(`/customers?${search}`);
    await admin.page.getByRole('link', { name }).waitFor();
    await expect(admin.page.getByRole('table').getByRole('link').count()).resolves.toBe(1);
    admin.expectNoViolation();
  });

  test('place and segment are chosen above the list, and stand in its address', async () => {
    const { page } = admin;
    await admin.open('/customers');
    await page.getByRole('combobox', { name: 'In any place' }).click();
    await page.keyboard.type('Kiosk Leusch');
    await page.getByRole('option', { name: 'Lipa Kiosk Leuschnerplatz' }).click();
    await page.getByRole('combobox', { name: 'In any segment' }).click();
    await page.getByRole('option', { name: 'golden' }).click();
    await page.waitForURL(/place=lipa-kiosk-leuschnerplatz&segment=golden/);
    await page.getByRole('link', { name: 'Greta Gold' }).waitFor();
    await admin.screenshot('customers');
    admin.expectNoViolation();
  });

  test('a consent is granted and refused in the customer’s name, and the log says by whom', async () => {
    const { page } = admin;
    await admin.open('/customers/mara-5');
    const consents = page.getByRole('region', { name: 'Consents' });
    await consents.getByRole('combobox', { name: 'Purpose' }).click();
    await page.getByRole('option', { name: 'offers' }).click();
    await consents.getByRole('combobox', { name: 'Channel' }).click();
    await page.getByRole('option', { name: 'E-mail' }).click();
    await consents.getByRole('button', { name: 'Refuse' }).click();
    await consents.getByText('refused').waitFor();
    const stored = await house.engine.ask<{ consents: Record<string, { granted: boolean }> }>(
      'GET',
      '/v1/customers/mara-5',
    );
    expect(Object.values(stored.body.consents)).toContainEqual(expect.objectContaining({ granted: false }));
    await admin.open('/settings/log?kind=customers&person=admin');
    await page.getByText('signal sent in their name').waitFor();
    admin.expectNoViolation();
  });

  test('what if: a made-up signal, in other weather; nothing is written or sent', async () => {
    const { page } = admin;
    const count = async () => (await house.engine.rows<{ n: string }>('SELECT count() AS n FROM signals'))[0]?.n;
    await admin.open('/customers/greta-3');
    const before = await count();
    const whatIf = page.getByRole('region', { name: 'What if …?' });
    await admin.write(whatIf.getByLabel('Its value (JSON)'), '{"name": "looked", "properties": {"total": 20}}');
    await whatIf.getByLabel('Weather').selectOption('fog');
    await whatIf.getByRole('button', { name: 'What would happen?' }).click();
    const answers = whatIf.getByRole('status');
    const answer = (trigger: string) => answers.getByRole('listitem').filter({ hasText: trigger });
    await answer('night-offer').getByText('no', { exact: true }).waitFor();
    await answer('plain-offer').getByText('yes', { exact: true }).waitFor();
    await whatIf.getByLabel('Weather').selectOption('rain');
    await whatIf.getByRole('button', { name: 'What would happen?' }).click();
    await answer('night-offer').getByText('yes', { exact: true }).waitFor();
    expect(await count()).toBe(before);
    await admin.expectAccessible();
    admin.expectNoViolation();
  });

  test('a test signal is real, marked as a test, and leads to what it did', async () => {
    const { page } = admin;
    await admin.open('/customers/mara-5');
    const part = page.getByRole('region', { name: 'Send a test signal' });
    await admin.write(part.getByLabel('Its value (JSON)'), '{"name": "looked", "properties": {"total": 5}}');
    await part.getByRole('button', { name: 'Send' }).click();
    await part.getByText(/^Stored as test\./).waitFor();
    await house.engine.outcome('mara-5', 'matched', { trigger: 'plain-offer' });
    await house.engine.settled();
    await part.getByRole('link', { name: 'See what it did' }).click();
    await page.getByText('plain-offer').first().waitFor();
    await page.waitForURL(/\/customers\/mara-5\/why\/test\./);
    admin.expectNoViolation();
  });

  test('what a customer wrote, and what was written to them, is one conversation on their page', async () => {
    const { page } = admin;
    const wrote = (text: string, more = {}) => ({
      ...{ kind: 'message', customer: 'mia-6', value: { state: 'replied', channel: 'sms', text, ...more } },
    });
    await house.engine.send(...willingCustomer('mia-6', { name: 'Mia Kern' }), eventOf('mia-6', 'looked'));
    await house.engine.outcome('mia-6', 'sent');
    await house.engine.send(wrote('When do you open?'), wrote('Thursday', { choice: 'thu' }));
    await house.engine.settled();
    await admin.open('/customers/mia-6');
    const conversation = page.getByRole('region', { name: 'Conversation' });
    await conversation.getByText('When do you open?').waitFor();
    await conversation
      .getByText(/^Customer, by/)
      .first()
      .waitFor();
    await expect(conversation.getByRole('listitem').count()).resolves.toBe(3);
    await conversation.getByText(/^We, by/).waitFor();
    await admin.expectAccessible();
    admin.expectNoViolation();
  });

  test('a customer’s own page is used by keyboard, fits a phone, and hinders nobody', async () => {
    await house.engine.send(...willingCustomer('nele-7', { locale: 'de' }));
    const link = await house.engine.ask<{ path: string }>('POST', '/v1/customers/nele-7/preference-link');
    const page = await admin.page.context().newPage();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${house.engine.edgeUrl}${link.body.path}`);
    await page.getByRole('heading', { name: 'Worüber dürfen wir Ihnen schreiben?' }).waitFor();
    expect(await findHindrancesBy(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
    const box = page.getByRole('checkbox').first();
    expect(await box.isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Speichern' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Gespeichert.').waitFor();
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(false);
    await page.close();
  });

  test('everything of a customer is exported, and erased once its id was typed', async () => {
    const { page } = admin;
    await house.engine.send(...willingCustomer('leaves-4', { name: 'Lea Gehr' }));
    await house.engine.settled();
    await admin.open('/customers/leaves-4');
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export everything' }).click();
    const lines = await readFile(await (await file).path(), 'utf8');
    expect(lines).toContain('Lea Gehr');
    await page.getByRole('button', { name: 'Erase …' }).click();
    const dialog = page.getByRole('dialog');
    const erase = dialog.getByRole('button', { name: 'Erase for good' });
    await admin.write(dialog.getByLabel('Type the id to confirm'), 'leaves');
    await expect(erase.isDisabled()).resolves.toBe(true);
    await admin.write(dialog.getByLabel('Type the id to confirm'), 'leaves-4');
    await admin.expectAccessible();
    await erase.click();
    await page.waitForURL('**/customers');
    await admin.open('/customers/leaves-4');
    await page.getByText('No customer is known as “leaves-4”.').waitFor();
    const { text } = await house.engine.ask('GET', '/v1/audit?kind=customers&person=admin');
    expect(text).toContain('DELETE /v1/customers/:id');
    expect(text).not.toMatch(/leaves-4|Lea Gehr/);
    admin.expectNoViolation();
  });

  test('an empty story says what it shows and what is outside, and one click shows that', async () => {
    const visit = await house.visit('agent');
    const { page } = visit;
    await visit.open('/customers/hanno-2?show=notSent&period=week');
    await page.getByText('No entry: Not sent, Last 7 days.').waitFor();
    await page.getByText(/The newest entry outside this: (Who it is|Consent)/).waitFor();
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
      await page.locator('dt').getByText('Name', { exact: true }).waitFor();
      const address = page.url();
      await page.goto('about:blank');
      await page.goto(address);
      await page.locator('dt').getByText('Name', { exact: true }).waitFor();
      await page.getByText(`n ${customer}`).first().waitFor();
    }
    visit.expectNoViolation();
    await visit.close();
  }, 60_000);
});
