import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { resultLines } from '../../support/result-rows.ts';
import { storeLines } from '../../support/rows.ts';
import { documentOf } from '../../support/workspace.ts';

const DAYS = 21;
/** Has the address of one of the pages. */
const AWKWARD = 'speed';

interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly of: number;
  readonly sql: string;
}

describeInBrowser('results in the console', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    const { engine } = house;
    for (let day = 0; day < 8; day++) engine.nextDay('00:30');
    // The last midnight in Berlin.
    await storeLines(engine.app.store!, resultLines(engine.clock.now() - 30 * 60_000, DAYS));
    await engine.publish(
      documentOf('trigger', AWKWARD, {
        name: AWKWARD,
        summary: 'Somebody looked twice',
        on: { signal: { kind: 'event', name: 'looked-twice' } },
        message: { template: 'picking-desk', purpose: 'service', channels: ['webhook'] },
      }),
    );
    await engine.send({ kind: 'event', customer: 'hanna', value: { name: 'looked-twice', properties: {} } });
    await engine.outcome('hanna', 'matched', { trigger: AWKWARD });
    await engine.settled();
    visit = await house.visit('admin');
  }, 120_000);
  afterAll(() => house?.close());

  const ask = async (name: string, params: Readonly<Record<string, string>>) =>
    (await house.engine.ask<Answer>('GET', `/v1/queries/${name}?${new URLSearchParams(params)}`)).body;
  /** The first number of a row of a table. */
  const countIn = async (page: Page, section: string, row: string) =>
    Number(
      (
        await page
          .getByRole('region', { name: section })
          .getByRole('row', { name: row })
          .getByRole('cell')
          .first()
          .textContent()
      )?.replace(',', ''),
    );

  test('page, CSV, API and SQL give the same numbers on the same address', async () => {
    const { page } = visit;
    await visit.open('/results?period=last-week&weather=rain');
    const funnel = page.getByRole('region', { name: 'Funnel' });
    await funnel.waitFor();
    const days = await page.evaluate(
      `new Promise((resolve) => { navigator.clipboard.writeText = async (text) => resolve(text); [...document.querySelectorAll('section[aria-label="Funnel"] button')].find((one) => one.textContent === 'Link').click(); })`,
    );
    const { searchParams } = new URL(String(days));
    const params = Object.fromEntries(searchParams);
    expect(params).toMatchObject({ weather: 'rain', zone: 'Europe/Berlin' });
    const [row] = (await ask('results-funnel', params)).rows;
    for (const [name, column] of [
      ['Matched', 'matched'],
      ['Sent', 'sent'],
      ['Clicked', 'clicked'],
      ['Succeeded', 'converted'],
    ] as const) {
      expect(await countIn(page, 'Funnel', name)).toBe(Number(row?.[column]));
    }
    expect(Number(row?.sent)).toBeGreaterThan(0);
    const download = page.waitForEvent('download');
    await funnel.getByRole('button', { name: 'CSV' }).click();
    const [head = '', line = ''] = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
    const csv = Object.fromEntries(head.split(',').map((name, i) => [name, line.split(',')[i]]));
    expect(csv).toMatchObject({ matched: String(row?.matched), sent: String(row?.sent), value: String(row?.value) });
    await funnel.getByRole('button', { name: 'SQL' }).click();
    const sql = await page.getByRole('dialog').locator('pre').textContent();
    const [raw] = await house.engine.rows<Record<string, unknown>>(sql ?? '');
    expect(Number(raw?.sent)).toBe(Number(row?.sent));
    await page.keyboard.press('Escape');
    visit.expectNoViolation();
  }, 90_000);

  test('each number leads to as many decisions, and those to why', async () => {
    const { page } = visit;
    await visit.open('/results');
    const held = await countIn(page, 'Funnel', 'Matched');
    await page
      .getByRole('region', { name: 'Funnel' })
      .getByRole('row', { name: 'Matched' })
      .getByRole('link')
      .first()
      .click();
    await page.getByText(`${held} decisions`, { exact: true }).waitFor();
    await page.getByRole('link', { name: 'hanna: why?' }).click();
    await page.waitForURL('**/customers/hanna/why/*');
    await page.goBack();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText(`51 to ${Math.min(100, held)} of ${held}`).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('results-decisions');
    visit.expectNoViolation();
  }, 90_000);

  test('a trigger has an address of its own, also where it is called like a page', async () => {
    const { page } = visit;
    await visit.open('/results/cart-near-store');
    await page.getByRole('heading', { name: 'Results of cart-near-store' }).waitFor();
    expect(await countIn(page, 'Funnel', 'Matched')).toBe(36);
    await visit.open(`/results?trigger=${AWKWARD}`);
    await page.getByRole('heading', { name: `Results of ${AWKWARD}` }).waitFor();
    expect(await countIn(page, 'Funnel', 'Matched')).toBe(1);
    visit.expectNoViolation();
  }, 60_000);

  test('a period without data says when there is some, and shows it', async () => {
    const { page } = visit;
    await visit.open('/results/cart-near-store?from=2025-01-01&to=2025-01-03');
    await page.getByText('Nothing was counted from Wednesday', { exact: false }).waitFor();
    await page.getByText('The newest outside of this period is of', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Show that day' }).click();
    await expect.poll(() => countIn(page, 'Funnel', 'Matched')).toBe(6);
    visit.expectNoViolation();
  }, 60_000);

  test('it is readable in both lights, in German and on a phone', async () => {
    const { page } = visit;
    await visit.open('/results?period=28d');
    await page.getByRole('region', { name: 'Sent over time' }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await visit.expectAccessible();
    await visit.screenshot('results');
    visit.expectNoViolation();
    const phone = await house.visit('analyst', { language: 'de', phone: true });
    await phone.open('/results?period=28d');
    await phone.page.getByRole('region', { name: 'Trichter' }).waitFor();
    await phone.expectAccessible();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await phone.screenshot('results-phone');
    phone.expectNoViolation();
    await phone.close();
  }, 90_000);

  test('the facts of the page are those of the engine', async () => {
    const { body } = await house.engine.ask<{ queries: { name: string; schema: { properties: object } }[] }>(
      'GET',
      '/v1/catalog',
    );
    const { properties } = body.queries.find(({ name }) => name === 'results-funnel')!.schema;
    const others = ['from', 'to', 'attribution', 'by', 'zone', 'limit'];
    const facts = Object.keys(properties).filter((name) => !others.includes(name));
    const { page } = visit;
    await visit.open(`/results?${new URLSearchParams(facts.map((name): [string, string] => [name, 'unknown']))}`);
    expect(await page.getByRole('button', { name: /^Take out: / }).count()).toBe(facts.length - 1);
  }, 60_000);
});
