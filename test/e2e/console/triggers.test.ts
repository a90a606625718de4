import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { type Hands, tabTo, withKeyboard, withPointer } from '../../support/console/hands.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { willingCustomer } from '../../support/engine.ts';

/** A trigger with comments. */
const sampleText = (name: string) => `# A trial
name: ${name}
on: { enter: { places: { tag: store } } }
when:
  all:
    - weather.condition: rain
    - location.accuracyMetres: { at-most: 60 } # metres
cooldown: 24h
message: { template: store-voucher, purpose: offers }
`;

describeInBrowser('the builder of a trigger', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    house.engine.nextDay('18:30');
    visit = await house.visit('marketer');
    await visit.open('/triggers');
  });
  afterAll(() => house?.close());

  const draft = async (name: string, text: string) => {
    await visit.page.evaluate(
      `fetch('/v1/drafts/trigger/${name}', { method: 'PUT', headers: { 'content-type': 'application/json', 'x-kairos-console': '1' }, body: ${JSON.stringify(
        JSON.stringify({ text, baseVersion: 0, updatedAt: 1 }),
      )} })`,
    );
    await visit.open(`/triggers/${name}/build`);
  };
  const condition = (path: string) => visit.page.locator(`[data-path="${path}"].condition-row`);

  test('one field is changed in the form: the text beside it differs in that line only, and is not live', async () => {
    const { page } = visit;
    const written = sampleText('sixty');
    await draft('sixty', written);
    await visit.open('/triggers/sixty/build?view=both');
    await page.getByText('Nothing of it is live yet.').waitFor();
    const accuracy = condition('when.all[1].location.accuracyMetres').getByRole('textbox');
    await accuracy.fill('75');
    await expect.poll(() => page.locator('.cm-content').textContent()).toContain('at-most: 75 } # metres');
    await page.getByText(/saved at/).waitFor();
    const saved = await page.evaluate(`fetch('/v1/drafts/trigger/sixty').then((answer) => answer.json())`);
    expect((saved as { draft: { text: string } }).draft.text).toBe(written.replace('at-most: 60', 'at-most: 75'));
    expect((await house.engine.ask('GET', '/v1/triggers/sixty')).status).toBe(404);
  });

  test('what is code in the words of the catalog is shown as code', async () => {
    const { page } = visit;
    await draft('coded', sampleText('coded'));
    await page
      .getByRole('region', { name: 'When' })
      .locator('code')
      .filter({ hasText: /^confirm$/ })
      .waitFor();
  });

  test('a place that there is not is marked at its place, with the nearest name; the rest stays a form', async () => {
    const { page } = visit;
    await draft('lost', sampleText('lost').replace('{ tag: store }', '{ id: lipa-hauss }'));
    await page
      .getByText(/lipa-haus'/)
      .first()
      .waitFor();
    await condition('when.all[0].weather.condition').waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/lipa-haus'/).waitFor();
    await expect(dialog.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).resolves.toBe(true);
  });

  test.each<[string, string]>([
    ['half', 'name: half\nwhen: { all: [\ncooldown: 1h\n'],
    ['odd', '- a\n- b\n'],
    ['empty-parts', 'name: empty-parts\non:\nwhen:\nmessage:\n'],
    [
      'strange',
      'name: strange\non: [1]\nwhen: { all: 5, "<img src=x onerror=alert(1)>": { x: 1 }, weather.condition: [rain] }\nmessage: hello\n‮: x\n',
    ],
    ['loop', 'name: &a [*a]\n'],
  ])('the text of the trigger %s makes no page fail', async (name, text) => {
    await draft(name, text);
    const { page } = visit;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('region', { name: 'Check' }).getByRole('listitem').first().waitFor();
    await expect(page.getByRole('textbox').count()).resolves.toBeGreaterThan(0);
    visit.expectNoViolation();
  });

  test('a part that cannot be read stands as text, red, and is a form again once it can', async () => {
    const { page } = visit;
    await draft('mended', sampleText('mended').replace('{ at-most: 60 }', '{ at-most: 60'));
    const text = page.getByLabel('when: cannot be read');
    await text.waitFor();
    await page.getByLabel('Earliest again after').first().waitFor();
    await text.fill((await text.inputValue()).replace('at-most: 60', 'at-most: 60 }'));
    await condition('when.all[1].location.accuracyMetres').waitFor();
  });

  test('an operator that the engine gets tomorrow is in the form, without a line of the console', async () => {
    const { page } = visit;
    await page.route('**/v1/catalog?**', async (route) => {
      const answer = await route.fetch();
      const catalog = (await answer.json()) as { operators: unknown[] };
      catalog.operators.push({
        name: 'rhymes-with',
        title: 'rhymes with',
        summary: 'It sounds alike.',
        schema: {
          type: 'object',
          properties: {
            word: { type: 'string', kind: 'text', title: 'Word' },
            strictly: { type: 'boolean', title: 'Strictly' },
          },
          required: ['word'],
          additionalProperties: false,
        },
        detail: { reads: ['string'] },
      });
      await route.fulfill({ response: answer, json: catalog });
    });
    await draft('rhyme', sampleText('rhyme'));
    const row = condition('when.all[0].weather.condition');
    await row.getByRole('combobox').first().selectOption({ label: 'rhymes with' });
    await row.getByLabel('Word').fill('grain');
    await row.getByRole('button', { name: 'Strictly' }).click();
    await page.getByText(/saved at/).waitFor();
    const saved = await page.evaluate(`fetch('/v1/drafts/trigger/rhyme').then((answer) => answer.json())`);
    expect((saved as { draft: { text: string } }).draft.text).toContain(
      'weather.condition: { rhymes-with: { word: grain, strictly: true } }',
    );
    await page.unroute('**/v1/catalog?**');
  });

  test('a lone condition has no joiner, two say how they count; how often it would have been is said beside them', async () => {
    const { page } = visit;
    const joiner = page.getByRole('combobox', { name: 'How these conditions count together' });
    await draft('alone', sampleText('alone').replace(/.*location.*\n/, ''));
    await condition('when.all[0].weather.condition').waitFor();
    expect(await joiner.count()).toBe(0);
    await draft('pair', sampleText('pair'));
    await condition('when.all[1].location.accuracyMetres').waitFor();
    await joiner.selectOption('none');
    await condition('when.none[1].location.accuracyMetres').waitFor();
    await page.getByText('In the last 24 hours').waitFor();
    await page
      .getByText('Counted over all signals.')
      .or(page.getByText(/^It would not have woken/))
      .waitFor();
    visit.expectNoViolation();
  });

  test('who may not write sees the form and cannot change it', async () => {
    const analyst = await house.visit('analyst');
    await analyst.open('/triggers/umbrella-tip/build');
    await analyst.page.getByText('Marketers and administrators may change it.').waitFor();
    await expect(analyst.page.getByLabel('What is it for?').isDisabled()).resolves.toBe(true);
    analyst.expectNoViolation();
    await analyst.close();
  });

  let shops = 0;
  test.each(['pointer', 'keyboard'] as const)(
    'task 1 by %s: a shop is drawn, and the trigger of a rainy evening works from the next signal on',
    async (by) => {
      const own = await house.visit('marketer', { language: 'de' });
      const { page } = own;
      const { press, type } = by === 'pointer' ? withPointer(page) : withKeyboard(page);
      const shop = `Laden am ${by === 'pointer' ? 'Markt' : 'Tor'} ${++shops}`;
      // What an attempt that was cut off has left at this corner.
      for (let earlier = 1; earlier < shops; earlier++) {
        for (const at of ['Markt', 'Tor']) {
          await house.engine.ask('DELETE', `/v1/triggers/${sentenceName(`Laden am ${at} ${earlier}`)}`);
        }
      }
      await own.open('/now');
      await page.evaluate(
        `fetch('/v1/drafts/place/(new)', { method: 'DELETE', headers: { 'x-kairos-console': '1' } }).then(() => {})`,
      );
      await press(page.getByRole('link', { name: 'Orte' }));
      await press(page.getByRole('link', { name: 'Ort zeichnen' }));
      await type(page.getByLabel('Name', { exact: true }), shop);
      await press(page.getByRole('button', { name: 'Kreis' }));
      if (by === 'pointer') await drawCircle(page);
      else await press(page.getByRole('button', { name: 'Koordinaten eingeben' }));
      await type(page.getByLabel('Radius in Metern'), '45');
      await press(page.getByRole('button', { name: 'Öffnungszeiten angeben' }));
      await type(page.getByLabel('Zeiten am Montag'), '9-18');
      await press(page.getByRole('button', { name: 'Jeden Tag so' }));
      await publishGerman(page, press);
      // The trigger, from nothing.
      await press(page.getByRole('link', { name: 'Auslöser', exact: true }));
      await press(page.getByRole('link', { name: 'Neuer Auslöser' }));
      await type(page.getByLabel('Wofür ist er da?'), `Gutschein bei Regen, ${shop}`);
      await type(page.getByRole('combobox', { name: 'Vorlage' }), 'store-vou');
      await choose(page);
      await press(page.getByRole('button', { name: 'Anfangen' }));
      await type(page.getByRole('combobox', { name: 'Orte' }), shop);
      await choose(page);
      const ask = async (field: string) => {
        await press(page.getByRole('button', { name: 'Bedingung hinzufügen' }).last());
        await page.locator('input[aria-label="Wonach soll gefragt werden?"]:focus').waitFor();
        await page.keyboard.type(field);
        await choose(page);
        await page.locator(`.condition-row[data-path$="${field}"] :focus`).waitFor();
      };
      await ask('local-time');
      // The browser of the tests writes hours as Americans do.
      await page.keyboard.type('0600p');
      await tabTo(page, page.locator('input[aria-label="Bis"]'));
      await page.keyboard.type('1000p');
      await ask('weather.condition');
      for (const one of ['Regen', 'Niesel']) {
        await page.keyboard.type(one);
        await choose(page);
      }
      await ask('device.form');
      await page.keyboard.type('Telefon');
      await choose(page);
      await ask('location.accuracyMetres');
      await page.keyboard.press('Shift+Tab');
      const operator = page.locator('.condition-row[data-path$="location.accuracyMetres"] select').first();
      for (let i = 0; (await operator.inputValue()) !== 'at-most' && i < 20; i++)
        await page.keyboard.press('ArrowDown');
      await page.locator('[data-path="when.all[3].location.accuracyMetres.at-most"]').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('50');
      await ask('place.open');
      await page.keyboard.press('n');
      await page.getByText('Kein Problem gefunden.').waitFor();
      if (by === 'pointer') await own.screenshot('trigger-build');
      await publishGerman(page, press);
      if (by === 'pointer') expect(own.clicks).toBeLessThanOrEqual(25);
      else expect(own.clicks).toBe(0);
      await own.expectAccessible();
      own.expectNoViolation();
      await own.close();
      const { body } = (await house.engine.ask<{ body: unknown }>('GET', `/v1/triggers/${sentenceName(shop)}`)).body;
      expect(body).toMatchObject({
        on: { enter: { places: { id: idOf(shop) } } },
        when: {
          all: [
            { 'local-time': { between: ['18:00', '22:00'] } },
            { 'weather.condition': { 'one-of': ['rain', 'drizzle'] } },
            { 'device.form': { 'one-of': ['phone'] } },
            { 'location.accuracyMetres': { 'at-most': 50 } },
            { 'place.open': false },
          ],
        },
        message: { template: 'store-voucher' },
      });
      await passBy(shop);
    },
  );

  /** Somebody walks by in the rain, after hours, and the new trigger answers their first signal in the shop. */
  async function passBy(shop: string): Promise<void> {
    const { engine } = house;
    const name = sentenceName(shop);
    const place = await engine.ask<{ body: { geometry: { coordinates: readonly [number, number] } } }>(
      'GET',
      `/v1/places/${idOf(shop)}`,
    );
    const [lon, lat] = place.body.body.geometry.coordinates;
    const customer = name;
    const at = (north: number) => ({ lat: lat + north, lon, accuracyMetres: 8, source: 'gps' });
    await engine.send(
      ...willingCustomer(customer),
      { kind: 'device', customer, value: { form: 'phone' } },
      { kind: 'weather', value: { lat, lon, radiusMetres: 5_000, condition: 'rain', validSeconds: 3_600 } },
      { kind: 'location', customer, value: at(0.004) },
    );
    await engine.settled();
    engine.later(60_000);
    await engine.send({ kind: 'location', customer, value: at(0) });
    await expect.poll(() => engine.steps(customer), { timeout: 20_000 }).toContain(`${name} queued`);
    // The next shop of these tests is drawn at the same corner.
    expect((await engine.ask('DELETE', `/v1/triggers/${name}`)).status).toBe(200);
  }
});

/** The id of a shop, and the name of its trigger, as the console makes them. */
const idOf = (shop: string) => shop.toLowerCase().replaceAll(' ', '-');
const sentenceName = (shop: string) => `gutschein-bei-regen-${idOf(shop)}`;

async function drawCircle(page: Page): Promise<void> {
  const canvas = page.locator('canvas.maplibregl-canvas');
  await canvas.waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const box = (await canvas.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x, y);
  await page.mouse.move(x + 30, y);
  await page.mouse.click(x + 60, y);
}

async function publishGerman(page: Page, press: Hands['press']): Promise<void> {
  await press(page.getByRole('button', { name: 'Veröffentlichen', exact: true }));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Kein Problem gefunden.').waitFor();
  await press(dialog.getByRole('button', { name: 'Veröffentlichen', exact: true }));
  await page
    .getByText(/^Veröffentlicht in/)
    .last()
    .waitFor();
  await dialog.waitFor({ state: 'detached' });
}

/** Takes the first of what is offered for what was typed. */
async function choose(page: Page): Promise<void> {
  await page.locator('[role=option]:visible').first().waitFor();
  await page.keyboard.press('Enter');
}
