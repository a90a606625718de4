import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptBackTest, StoredDefinitions } from '../../../engine/api/contract.ts';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { eventOf, willingCustomer } from '../../support/engine.ts';
import { documentOf } from '../../support/workspace.ts';

const PEOPLE = 24;
/** Every one of them is somewhere in the middle of the sample's city, and spends another sum. */
const nameOf = (i: number) => (i === 21 ? 'anna<img/src=x/onerror=alert(1)>' : `p${i}`);
const TOTAL = 10;

/** Greets who looks in by one of two templates; who buys tea within the hour is a success. */
const GREETING = documentOf('trigger', 'greeting', {
  ...{ name: 'greeting', on: { signal: { kind: 'event', name: 'looked-in' } } },
  goal: { signal: { kind: 'event', name: 'tea-bought' }, within: '1h', value: 'price' },
  message: {
    ...{ template: 'picking-desk', purpose: 'service', channels: ['webhook'] },
    variants: [{ template: 'second-desk', share: '50%' }],
  },
});

describeInBrowser('tests on past days in the console', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    const { engine } = house;
    const { documents } = (await engine.ask<StoredDefinitions>('GET', '/v1/definitions')).body;
    const { body: desk } = documents.find(({ kind, name }) => kind === 'template' && name === 'picking-desk')!;
    await engine.publish(documentOf('template', 'second-desk', { ...(desk as object), name: 'second-desk' }), GREETING);
    engine.nextDay('17:00');
    for (let i = 0; i < PEOPLE; i++) {
      const customer = nameOf(i);
      engine.later(18 * 60_000);
      await engine.send(...willingCustomer(customer), eventOf(customer, 'looked-in'));
      engine.later(60_000);
      if (i % 3 === 0) {
        await engine.send({ kind: 'event', customer, value: { name: 'tea-bought', properties: { price: 5 } } });
      }
      engine.later(60_000);
      await engine.send(
        {
          kind: 'location',
          customer,
          value: { lat: 51.3397 + i / 1_000, lon: 12.3731 + (i % 5) / 500, accuracyMetres: 10 },
        },
        { kind: 'event', customer, value: { name: 'order-completed', properties: { total: i * TOTAL } } },
      );
    }
    await engine.settled();
    visit = await house.visit('marketer', { language: 'de' });
  }, 90_000);
  afterAll(() => house?.close());

  const live = async () =>
    (await house.engine.ask<{ body: { shadow?: boolean; when: unknown } }>('GET', '/v1/triggers/big-order')).body.body;

  test('task 3: a changed threshold is tested on past days, runs dry and goes live, with at most twelve clicks', async () => {
    const { page } = visit;
    await visit.open('/triggers/big-order');
    const before = visit.clicks;
    await visit.write(page.locator('.condition-row .test-arguments input').first(), '200');
    await page.getByText(/gespeichert um/).waitFor();
    await page.getByRole('tab', { name: 'Testen' }).click();
    await page.getByText('Ihr Entwurf wird neben der Live-Fassung getestet.').waitFor();
    await page.getByRole('button', { name: 'An vergangenen Tagen testen' }).click();
    const dialog = page.getByRole('dialog');
    const figures = page.getByRole('row', { name: /Personen, denen er schreibt/ });
    await figures.waitFor();
    await page.getByRole('region', { name: 'Wen er gewinnt und verliert' }).getByText('p12', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('region', { name: /^Treffer von: / }).count(), { timeout: 10_000 }).toBe(2);
    await page.getByText('19 Treffer, 19 mit bekanntem Ort').waitFor();
    await page.getByText('3 Treffer, 3 mit bekanntem Ort').waitFor();
    await page.getByRole('img', { name: /^Entwurf: \d+ Treffer/ }).waitFor();
    await visit.screenshot('test');
    await page.getByRole('button', { name: 'Probelauf starten' }).click();
    await dialog
      .getByText(/shadow/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Probelauf starten' }).click();
    await dialog.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await live()).toMatchObject({ shadow: true, when: { 'event.total': { 'at-least': 200 } } });
    await page.getByRole('button', { name: 'Live schalten' }).click();
    await dialog.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await live()).not.toHaveProperty('shadow');
    expect(visit.clicks - before).toBeLessThanOrEqual(12);
    visit.expectNoViolation();
  }, 60_000);

  test('a link shows a colleague the same test, and what it was about', async () => {
    const address = visit.page.url();
    const colleague = await house.visit('editor', { language: 'de' });
    await colleague.page.goto(address);
    await colleague.page.getByRole('row', { name: /Personen, denen er schreibt/ }).waitFor();
    await colleague.page.getByRole('cell', { name: /mindestens 200$/ }).waitFor();
    await colleague.page.getByText(/^es wurde angenommen, dass der Kunde auf jedem Kanal erreichbar ist/).waitFor();
    expect(await colleague.page.getByText(/at-least|no consent|taken for/).count()).toBe(0);
    await expect(colleague.page.getByRole('button', { name: 'Live schalten' }).isDisabled()).resolves.toBe(true);
    await colleague.expectAccessible();
    colleague.expectNoViolation();
    await colleague.close();
  }, 60_000);

  test('a customer’s name does nothing but be shown', async () => {
    const { page } = visit;
    await page.getByText(/^Behält \d+/).click();
    await page.getByText('anna<img/src=x/onerror=alert(1)>', { exact: true }).waitFor();
    visit.expectNoViolation();
  });

  test('goals that were met and messages by variant stand there, as the engine counted them', async () => {
    const { page } = visit;
    await visit.open('/triggers/greeting/test');
    await page.getByRole('button', { name: 'An vergangenen Tagen testen' }).click();
    const goals = page.getByRole('region', { name: 'Erreichte Ziele' });
    await goals.getByRole('row', { name: /^goal Mit Nachricht/ }).waitFor();
    const id = new URL(page.url()).searchParams.get('run') ?? '';
    const { body } = await house.engine.ask<KeptBackTest>('GET', `/v1/back-tests/${id}`);
    expect(body.tested?.goals).toEqual([{ goal: 'goal', group: 'message', met: PEOPLE / 3, value: (PEOPLE / 3) * 5 }]);
    expect(await goals.getByRole('cell').allTextContents()).toEqual(['goalMit Nachricht', '8 · Wert 40']);
    const { variants = {} } = body.tested ?? {};
    expect(Object.keys(variants).toSorted()).toEqual(['picking-desk', 'second-desk']);
    const table = page.getByRole('region', { name: 'Nachrichten nach Variante' });
    for (const [name, count] of Object.entries(variants)) {
      await table.getByRole('row', { name: `${name} ${count}`, exact: true }).waitFor();
    }
    await visit.expectAccessible();
    visit.expectNoViolation();
  }, 60_000);
});
