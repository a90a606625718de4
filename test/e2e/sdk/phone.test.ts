import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../support/console/browser.ts';
import { killLaunched, launchEngine } from '../../support/engine-process.ts';

describeInBrowser('the phone of the demo, in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await killLaunched();
  });

  test('walks past the shop in the rain, by the SDK as it is, and gets the voucher', async () => {
    const demo = launchEngine({ NO_COLOR: '1' }, ['cli/kairos.mjs', 'demo', '--phone']);
    const [, url = ''] = await Promise.race([
      demo.heard(/^ +(http:\/\/127\S+)$/m),
      demo.ended.then(({ said }) => Promise.reject(new Error(said))),
    ]);
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`${url}/?from=75`);
    await page.getByRole('button', { name: 'Add Boots to the cart' }).click();
    await page.getByText('Cart: 1 · 89.90 €').waitFor();
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
    demo.child.kill('SIGINT');
    expect((await demo.ended).code).toBe(0);
  });
});
