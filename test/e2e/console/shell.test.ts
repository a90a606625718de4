import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { PASSWORD } from '../../support/console/people.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

const ADDRESSES = ['/now', '/places', '/triggers', '/templates', '/customers', '/operations', '/settings', '/welcome'];

describeInBrowser('the console, in a real browser', () => {
  let house: TestConsole;
  let admin: Visit;
  beforeAll(async () => {
    house = await startConsole();
    admin = await house.visitAsStranger();
  });
  afterAll(() => house?.close());

  test('the link of the first start signs in once, and asks for a password', async () => {
    const { page } = admin;
    const link = house.engine.app.firstLink!.replace('localhost', '127.0.0.1');
    await page.goto(link);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('The same once more').fill('something else');
    await expect(page.getByText('The two are not the same.').count()).resolves.toBe(1);
    await page.getByLabel('The same once more').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/now');
    const other = await house.visitAsStranger();
    await other.page.goto(link);
    await other.page.getByText('kairos user reset').waitFor();
    await other.close();
  });

  test('an address leads where it says after signing in, and signing out ends it', async () => {
    const visit = await house.visitAsStranger({ language: 'de' });
    const { page } = visit;
    await visit.open('/triggers/rainy-evening-walk-by');
    await page.getByLabel('Name oder E-Mail-Adresse').fill('admin');
    await page.getByLabel('Passwort', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('Name und Passwort gehören nicht zusammen.').waitFor();
    await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A voucher for a passer-by after hours in the rain' }).waitFor();
    await page.getByRole('button', { name: /Angemeldet als admin/ }).click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    await page.waitForURL('**/login**');
    await page.goto(`${house.engine.consoleUrl}/now`);
    await page.waitForURL('**/login**');
    await visit.close();
  });

  test('a browser of the tests is signed in with its role, and counts what a person does', async () => {
    const visit = await house.visit('analyst', { language: 'de' });
    await visit.open('/now');
    expect([visit.clicks, visit.keys]).toEqual([0, 0]);
    await visit.page.getByRole('button', { name: 'Angemeldet als analyst' }).click();
    await visit.page.keyboard.press('Escape');
    expect([visit.clicks, visit.keys]).toEqual([1, 1]);
    await visit.close();
  });

  test('what happens is seen while it happens', async () => {
    const { page } = admin;
    const { engine } = house;
    await admin.open('/now');
    await page.getByText('Live', { exact: true }).waitFor();
    const seen = page.getByRole('row').filter({ hasText: 'hanna' });
    for (let i = 0; (await seen.count()) === 0 && i < 30; i++) {
      const properties = { total: 50, orderId: `o-${i}` };
      await engine.send({ kind: 'event', customer: 'hanna', value: { name: 'order-completed', properties } });
      await engine.settled();
      await seen
        .first()
        .waitFor({ timeout: 1_000 })
        .catch(() => undefined);
    }
    await expect(seen.first().textContent()).resolves.toContain('big-order');
  });

  test('places, triggers and customers are found by name, and a link shows the same', async () => {
    const { page } = admin;
    await admin.open('/places?q=haus');
    await page.getByRole('button', { name: /^Lipa Haus/ }).click();
    await page.waitForURL('**/places/lipa-haus**');
    await page.getByRole('complementary', { name: 'Lipa Haus' }).getByText('rainy-evening-walk-by').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search or go to …').last().fill('umbrella');
    await page.getByText('umbrella-tip').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/triggers/umbrella-tip');
    await admin.open('/customers/hanna');
    await page.getByRole('heading', { name: 'What would happen now?' }).waitFor();
    await page.getByText('big-order').first().waitFor();
    await admin.screenshot('customers-one');
    await admin.open('/triggers');
    await page.getByRole('row').nth(3).waitFor();
    await admin.screenshot('triggers');
    await admin.open('/begin/trigger');
    await admin.screenshot('trigger-new');
  });

  test('no page has a serious hindrance for people with disabilities, in light and dark', async () => {
    for (const address of ADDRESSES) {
      await admin.open(address);
      await admin.expectAccessible();
    }
  });

  test('the policy of the page refuses another host, and the tests are told', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/now');
    visit.expectNoViolation();
    await visit.page.evaluate("fetch('https://elsewhere.example/').catch(() => undefined)");
    expect(visit.takeViolations().join()).toMatch(/'https:\/\/elsewhere\.example\/' violates .* Policy/);
    await visit.close();
  });

  test('no page failed, asked another host, or did what its policy forbids', () => {
    admin.expectNoViolation();
  });
});
