import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

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

  test('who may not write sees the form and cannot change it', async () => {
    const analyst = await house.visit('analyst');
    await analyst.open('/triggers/umbrella-tip/build');
    await analyst.page.getByText('Marketers and administrators may change it.').waitFor();
    await expect(analyst.page.getByLabel('What is it for?').isDisabled()).resolves.toBe(true);
    analyst.expectNoViolation();
    await analyst.close();
  });
});
