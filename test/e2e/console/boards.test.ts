import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';

describeInBrowser('boards and alerts in the console', () => {
  let mail: MailServer;
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    mail = await startMailServer();
    house = await startConsole({ env: { KAIROS_SMTP_URL: mail.url } });
    visit = await house.visit('analyst');
  }, 90_000);
  afterAll(async () => {
    await house?.close();
    await mail?.close();
  });

  test('an analyst arranges a board, and its link shows a colleague the same', async () => {
    const { page } = visit;
    await visit.open('/results/boards');
    await page.getByLabel('New board').fill('Our week');
    await page.getByRole('button', { name: 'Make' }).click();
    for (const look of ['Number', 'Table']) {
      await page.getByRole('button', { name: 'Add tile' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Shown as').click();
      await page.getByRole('option', { name: look }).click();
      await dialog.getByLabel('Title').fill(`As a ${look.toLowerCase()}`);
      await dialog.getByRole('region', { name: `As a ${look.toLowerCase()}` }).waitFor();
      await dialog.getByRole('button', { name: 'Keep' }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
    const second = page.getByRole('region', { name: 'As a table' });
    await second.getByRole('button', { name: 'Earlier' }).click();
    await second.getByText('Wide').click();
    await visit.screenshot('board-arranged');
    // What is not saved yet survives a reload.
    await page.reload();
    await page.locator('.board-tile h2').nth(1).waitFor();
    expect(await page.locator('.board-tile h2').allTextContents()).toEqual(['As a table', 'As a number']);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Arrange' }).waitFor();
    const titles = page.locator('.board-tile h2');
    expect(await titles.allTextContents()).toEqual(['As a table', 'As a number']);
    await visit.expectAccessible();

    const colleague = await house.visit('marketer', { language: 'de', phone: true });
    await colleague.open('/results/boards?board=our-week&from=2026-11-01&to=2026-11-07&zone=Europe/Berlin');
    await colleague.page.getByRole('heading', { name: 'Our week' }).waitFor();
    await colleague.page.getByRole('region', { name: 'As a table' }).getByRole('table').waitFor();
    expect(await colleague.page.getByRole('button', { name: 'Anordnen' }).count()).toBe(0);
    await colleague.screenshot('board');
    visit.expectNoViolation();
  }, 60_000);

  test('an alert is tried and saved, rings by e-mail once, and stands so on the page', async () => {
    const { page } = visit;
    await visit.open('/results/alerts');
    await page.getByRole('button', { name: 'New alert' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Nobody comes');
    await page.reload();
    await expect.poll(() => dialog.getByLabel('Title').inputValue()).toBe('Nobody comes');
    await dialog.getByLabel('Trigger').click();
    await page.getByRole('option').first().click();
    await dialog.getByLabel('E-mail to').fill('ana@shop.example');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Try' }).click();
    await dialog.getByText('It would ring now (0).').waitFor();
    await visit.expectAccessible();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const [arrived] = await mail.arrival('ana@shop.example');
    expect(arrived?.mail.subject).toBe('Alarm: Nobody comes');
    await page.getByText('Rings', { exact: true }).waitFor({ timeout: 30_000 });
    await visit.screenshot('alerts');
    await visit.expectAccessible();
    visit.expectNoViolation();
  }, 90_000);

  test('an alert that cannot be delivered is a failed message in Operations, under its own name', async () => {
    mail.refuse('gone@shop.example', '550 no such user');
    await house.engine.ask('PUT', '/v1/alerts/unheard', {
      title: 'Unheard',
      watch: { kind: 'silent', trigger: 'big-order', for: '6h' },
      to: [{ channel: 'email', to: 'gone@shop.example' }],
    });
    const letters = async () =>
      (await house.engine.ask<{ readonly deadLetters: readonly object[] }>('GET', '/v1/dead-letters')).text;
    await expect.poll(letters, { timeout: 30_000 }).toContain('alert unheard');
    const operator = await house.visit('operator');
    await operator.open('/operations/failed');
    await operator.page.getByText('550 no such user', { exact: false }).first().waitFor();
    operator.expectNoViolation();
  }, 60_000);
});
