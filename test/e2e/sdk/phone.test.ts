import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../support/console/browser.ts';
import { killLaunched, launchEngine } from '../../support/engine-process.ts';

/** A day that goes by beside the phone, as slowly as the phone does. */
const DEMO = ['cli/kairos.mjs', 'demo', '--from', '00:00', '--speed', '1'];

describeInBrowser('the phone of the demo, in a real browser', () => {
  let browser: Browser;
  let demo: ReturnType<typeof launchEngine>;
  let url: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    demo = launchEngine({ NO_COLOR: '1' }, DEMO);
    const link = demo.heard(/^Be a customer:[\s\S]+?^ {2}(http:\/\/127\.0\.0\.1:\d+)$/m);
    [, url = ''] = await Promise.race([link, demo.ended.then(({ said }) => Promise.reject(new Error(said)))]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await killLaunched();
  });

  /** Opens the shop in a language and notes what goes wrong on the page or is said on its console. */
  const openShop = async (locale: string, query = '') => {
    const page = await browser.newPage({ locale, viewport: { width: 390, height: 800 } });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (line) => faults.push(line.text()));
    // It is in front before its engine is there.
    await page.goto(url + query, { waitUntil: 'commit' });
    return { page, faults };
  };

  test('its link stands beside the console’s; the walk is followed by the SDK as it is, and brings the voucher', async () => {
    const { page, faults } = await openShop('en-GB', '/?from=75');
    await page.getByText('An engine starts for this phone').waitFor();
    await page.getByRole('button', { name: 'Add Boots to the cart' }).click();
    await page.getByText('Cart: 1 · €89.90').waitFor();
    await page.getByRole('button', { name: 'Walk past the shop' }).click();
    const voucher = page.getByRole('status').getByRole('heading', { name: '15 % for tomorrow' });
    await voucher.waitFor({ timeout: 60_000 });
    expect(await page.getByRole('status').textContent()).toContain('Lipa am Markt is closed and it rains');
    // Who it is, the word on offers, the device and the cart, and then the positions.
    const taken = Number.parseInt((await page.locator('#taken').textContent()) ?? '', 10);
    expect(taken).toBeGreaterThan(4);
    // Nothing is wider than the phone.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('speaks German where the browser does, the voucher too', async () => {
    const { page, faults } = await openShop('de-DE', '/?from=75');
    await page.getByRole('button', { name: 'Stiefel kaufen' }).click();
    await page.getByText('Korb: 1 · 89,90 €').waitFor();
    await page.getByRole('button', { name: 'Am Laden vorbeigehen' }).click();
    await page.getByRole('status').getByRole('heading', { name: '15 % für morgen' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('status').textContent()).toMatch(/Lipa am Markt hat zu.*Öffnen.*Schließen/);
    // Every word that stands in the page has its German one.
    expect(await page.locator('main').textContent()).not.toMatch(/undefined|\b(the|Add|Walk|Cart)\b/);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('the engine of the day knows nothing of the phone, and Ctrl-C ends both', async () => {
    const [, key = ''] = await demo.heard(/KAIROS_SECRET_KEY=(\S+)/);
    const [, console = ''] = await demo.heard(/^ {2}(http:\S+)\/login\?once=/m);
    const page = await browser.newPage();
    const asked = page.waitForRequest(/\/token\?customer=wanda/);
    await page.goto(url);
    const customer = new URL((await asked).url()).searchParams.get('customer');
    await page.close();
    const ask = (from: string) =>
      fetch(`${from}/v1/customers/${customer}`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask(console)).status).toBe(404);
    demo.child.kill('SIGINT');
    expect((await demo.ended).code).toBe(0);
  });
});
