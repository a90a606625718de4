import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

describeInBrowser('questions in SQL in the console', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    visit = await house.visit('analyst');
  }, 90_000);
  afterAll(() => house?.close());

  test('an analyst asks with a parameter, by keyboard, and the address shows a colleague the same', async () => {
    const { page } = visit;
    await visit.open('/results/sql');
    const editor = page.getByRole('textbox', { name: 'Question in SQL' });
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type('SELECT {least:UInt8} + number AS n FROM numbers(3)');
    await editor.getByText('numbers(3)').waitFor();
    await page.reload();
    await editor.getByText('numbers(3)').waitFor();
    await page.getByLabel('least').fill('40');
    await editor.click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('3 rows', { exact: true }).waitFor();
    await page.getByRole('cell', { name: '42' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toBe('answer.csv');
    await page.getByText('Bars', { exact: true }).click();
    await page.getByRole('img', { name: /^n as a chart/ }).waitFor();
    await page.waitForURL('**look=bars**');
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const picture = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PNG' }).click();
    expect((await readFile(await (await picture).path())).subarray(1, 4).toString()).toBe('PNG');
    await visit.expectAccessible();
    await visit.screenshot('sql');
    const colleague = await house.visit('admin', { language: 'de' });
    await colleague.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await colleague.page.getByText('3 Zeilen', { exact: true }).waitFor();
    await colleague.page.getByRole('img', { name: /^n als Bild/ }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('columns of the views are offered, and what is not allowed is said', async () => {
    const { page } = visit;
    await visit.open('/results/sql');
    const editor = page.getByRole('textbox', { name: 'Question in SQL' });
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type('SELECT chan');
    await page
      .getByRole('option', { name: /channel/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type('SELECT * FROM system.users');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('alert').getByText('system.users cannot be read', { exact: false }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('a question is saved, opens by its own address, and goes', async () => {
    const { page } = visit;
    await visit.open('/results/sql');
    const editor = page.getByRole('textbox', { name: 'Question in SQL' });
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type('SELECT 6 * 7 AS answer');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByLabel('Title').fill('The answer');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'The answer' }).click();
    await page.getByRole('cell', { name: '42' }).waitFor();
    expect(page.url()).toContain('question=the-answer');
    await page.getByRole('button', { name: 'Remove: The answer' }).click();
    await page.getByText('No question is saved yet.').waitFor();
    visit.expectNoViolation();
  }, 60_000);
});
