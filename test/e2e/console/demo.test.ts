import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureCommandLine } from '../../../cli/setup/command-line.mjs';
import { ensureConsole } from '../../../cli/setup/console.mjs';
import { describeInBrowser, launchBrowser } from '../../support/console/browser.ts';
import { killLaunched, launchEngine, processesOn } from '../../support/engine-process.ts';
import { root } from '../../support/sources.ts';

const DEMO = ['cli/kairos.mjs', 'demo', '--from', '16:00', '--speed', '600'];

describeInBrowser('the demo, in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureConsole(root);
    await ensureCommandLine(root);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await killLaunched();
  });

  test('its link signs in once without a password; people walk on the map, and decisions are seen', async () => {
    const demo = launchEngine({ NO_COLOR: '1' }, DEMO);
    const [, link = ''] = await Promise.race([
      demo.heard(/^ +(http:\S+login\?once=\S+)/m),
      demo.ended.then(({ said }) => Promise.reject(new Error(said))),
    ]);
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1_280, height: 800 } });
    // Its engine is from the bundle, with all that it starts.
    expect(processesOn('/clickhouse-child.mjs')).not.toEqual([]);
    await page.goto(link);
    await page.waitForURL('**/now');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText(/^\d+ people seen in the last two minutes/).waitFor();
    await page.getByRole('region', { name: 'Last decisions' }).getByRole('row').nth(2).waitFor();
    await page.close();
    const other = await browser.newPage({ locale: 'en-GB' });
    await other.goto(link);
    await other.getByText('kairos user reset').waitFor();
    demo.child.kill('SIGINT');
    expect((await demo.ended).code).toBe(0);
  });
});
