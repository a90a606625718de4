import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from '../../cli/setup/chromium.mjs';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const executablePath = chromiumPath();
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PASSWORD = 'umbrella in the rain';
const ADDRESSES = ['/now', '/places', '/triggers', '/templates', '/customers', '/operations', '/settings', '/welcome'];
/** A step that takes longer is told by its name, not as a test that took too long. */
const STEP_MS = 12_000;
/** Software draws the map here. */
const ARGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

describe.skipIf(executablePath === undefined)('the console, in a real browser', () => {
  let engine: TestEngine;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    engine = await startTestEngine({ env: { KAIROS_WORKSPACE: 'config/sample' } });
    browser = await chromium.launch({ executablePath: executablePath!, args: ARGS });
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(STEP_MS);
    page = await context.newPage();
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (said) => {
      // A 401 before signing in is an answer; what the policy of the page refuses is told here too.
      if (said.type() === 'error' && !said.text().includes('401')) faults.push(said.text());
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await engine?.close();
  });

  test('the link of the first start signs in once, and asks for a password', async () => {
    const link = engine.app.firstLink!.replace('localhost', '127.0.0.1');
    await page.goto(link);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('The same once more').fill('something else');
    await expect(page.getByText('The two are not the same.').count()).resolves.toBe(1);
    await page.getByLabel('The same once more').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/now');
    const again = await (await browser.newContext()).newPage();
    await again.goto(link);
    await again.getByText('kairos user reset').waitFor();
    await again.context().close();
  });

  test('an address leads where it says after signing in, and signing out ends it', async () => {
    const other = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    other.setDefaultTimeout(STEP_MS);
    await other.goto(`${engine.consoleUrl}/triggers/rainy-evening-walk-by`);
    await other.getByLabel('Name oder E-Mail-Adresse').fill('admin');
    await other.getByLabel('Passwort', { exact: true }).fill('wrong');
    await other.keyboard.press('Enter');
    await other.getByText('Name und Passwort gehören nicht zusammen.').waitFor();
    await other.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
    await other.keyboard.press('Enter');
    await other.getByRole('heading', { name: 'A voucher for a passer-by after hours in the rain' }).waitFor();
    await other.getByRole('button', { name: /Angemeldet als admin/ }).click();
    await other.getByRole('menuitem', { name: 'Abmelden' }).click();
    await other.waitForURL('**/login**');
    await other.goto(`${engine.consoleUrl}/now`);
    await other.waitForURL('**/login**');
    await other.context().close();
  });

  test('what happens is seen while it happens', async () => {
    await page.goto(`${engine.consoleUrl}/now`);
    await page.getByText('Live', { exact: true }).waitFor();
    const seen = page.getByRole('row').filter({ hasText: 'hanna' });
    for (let i = 0; (await seen.count()) === 0 && i < 30; i++) {
      await engine.send({
        kind: 'event',
        customer: 'hanna',
        value: { name: 'order-completed', properties: { total: 50, orderId: `o-${i}` } },
      });
      await engine.settled();
      await seen
        .first()
        .waitFor({ timeout: 1_000 })
        .catch(() => undefined);
    }
    await expect(seen.first().textContent()).resolves.toContain('big-order');
  });

  test('places, triggers and customers are found by name, and a link shows the same', async () => {
    await page.goto(`${engine.consoleUrl}/places?q=haus`);
    await page.getByRole('button', { name: /^Lipa Haus/ }).click();
    await page.waitForURL('**/places/lipa-haus**');
    await page.getByRole('complementary', { name: 'Lipa Haus' }).getByText('rainy-evening-walk-by').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search or go to …').last().fill('umbrella');
    await page.getByText('umbrella-tip').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/triggers/umbrella-tip');
    await page.goto(`${engine.consoleUrl}/customers/hanna`);
    await page.getByRole('heading', { name: 'What would happen now?' }).waitFor();
    await page.getByText('big-order').first().waitFor();
  });

  test.each(['a/b|c#d%e?f', '‮evil‬', 'x'.repeat(128), 'anna<img/src=x/onerror=alert(1)>', '🌧️ & co'])(
    'a customer called %j has a page, and nothing of the name runs',
    async (customer) => {
      await engine.send({ kind: 'identify', customer, value: { traits: { name: customer } } });
      await engine.settled();
      await page.goto(`${engine.consoleUrl}/customers`);
      await page.getByLabel('Id, alias or address of a customer').fill(customer);
      await page.keyboard.press('Enter');
      await page.getByText('customer.name').waitFor();
      const address = page.url();
      await page.goto('about:blank');
      await page.goto(address);
      await page.getByText('customer.name').waitFor();
    },
  );

  test('no page has a serious hindrance for people with disabilities, in light and dark', async () => {
    const axe = await readFile(AXE, 'utf8');
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const address of ADDRESSES) {
        await page.goto(engine.consoleUrl + address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        // Handed over by the debugger, which no policy of the page holds back.
        await page.evaluate(axe);
        const violations = (await page.evaluate(
          "window.axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
        )) as readonly {
          id: string;
          impact: string;
          nodes: readonly { html: string; any: readonly { message: string }[] }[];
        }[];
        for (const { id, impact, nodes } of violations) {
          if (impact === 'serious' || impact === 'critical')
            found.push(
              ...nodes.map(({ html, any }) => `${colorScheme} ${address} ${id} ${html} ${any[0]?.message ?? ''}`),
            );
        }
      }
    }
    expect(found).toEqual([]);
  });

  test('no page failed, asked another host, or did what its policy forbids', () => {
    expect(faults).toEqual([]);
  });
});
