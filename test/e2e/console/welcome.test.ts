import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureConsole } from '../../../cli/setup/console.mjs';
import { systemClock } from '../../../engine/clock.ts';
import { describeInBrowser, launchBrowser } from '../../support/console/browser.ts';
import { PASSWORD } from '../../support/console/people.ts';
import { openVisit, type Visit } from '../../support/console/visit.ts';
import { windowsOf } from '../../support/console/windows.ts';
import { testEnv } from '../../support/engine.ts';
import { type EngineProcess, killLaunched, startEngineProcess } from '../../support/engine-process.ts';
import { root } from '../../support/sources.ts';

const START = ['cli/kairos.mjs', 'start'];

describeInBrowser('the first run, in a real browser', () => {
  let folder: string;
  let engine: EngineProcess;
  let browser: Browser;
  let visit: Visit;
  let link: string;
  beforeAll(async () => {
    await ensureConsole(root);
    folder = await mkdtemp(join(tmpdir(), 'kairos-first-'));
    browser = await launchBrowser();
    engine = await startEngineProcess(testEnv(folder), START);
    link = (await engine.heard(/sign in +(\S+)/))[1]!.replace('localhost', '127.0.0.1');
    const clock = { ...systemClock(), advance: () => undefined };
    const { consoleUrl } = engine;
    visit = await openVisit(windowsOf(browser, consoleUrl, 'few'), { consoleUrl, clock });
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.kill('SIGTERM');
    await killLaunched();
    await rm(folder, { recursive: true, force: true });
  });

  test('from the one line of the terminal to a message that is seen live and explained, in at most 12 clicks', async () => {
    const { page } = visit;
    // The first page is there before ClickHouse is open. What asks too early is told so and asks again.
    visit.forgive(/^Failed to load resource: .* 503 \(/);
    await page.goto(link);
    await visit.write(page.getByLabel('Password', { exact: true }), PASSWORD);
    await visit.write(page.getByLabel('The same once more'), PASSWORD);
    await page.getByRole('button', { name: 'Keep and go on' }).click();
    await page.waitForURL('**/welcome');
    await visit.screenshot('welcome-empty');
    await page.getByRole('button', { name: 'Let the sample city walk' }).click();
    await page.getByText('20 people seen in the last two minutes').waitFor({ timeout: 60_000 });
    for (const step of ['A signal came in', 'A place is drawn', 'A trigger is live', 'A message was sent']) {
      const ticked = page.getByRole('listitem').filter({ hasText: step }).getByRole('img', { name: 'done' });
      await ticked.waitFor({ timeout: 90_000 });
    }
    await page.getByRole('link', { name: 'Watch it on Now' }).click();
    const sent = page.getByRole('row').filter({ hasText: 'Sent' }).first();
    await sent.waitFor({ timeout: 90_000 });
    await visit.screenshot('now');
    await sent.getByRole('link', { name: /^sample-(?!hello|cart|offer)/ }).click();
    await page.getByText('sample-hello').first().waitFor();
    await expect
      .poll(() => page.evaluate("localStorage.getItem('kairos-asked-why')"), { timeout: 30_000 })
      .not.toBeNull();
    await page.getByRole('link', { name: 'Welcome', exact: true }).click();
    await page.getByText('All five are done').waitFor();
    await visit.screenshot('welcome-done');
    expect(visit.clicks).toBeLessThanOrEqual(12);
    visit.expectNoViolation();
  });

  test('the steps survive a reload, can be put away, and come back from the settings', async () => {
    const { page } = visit;
    await page.reload();
    await page.getByText('All five are done').waitFor();
    await visit.expectAccessible();
    await page.getByRole('button', { name: 'Put this away' }).click();
    await page.waitForURL('**/now');
    expect(await page.getByRole('link', { name: 'Welcome', exact: true }).count()).toBe(0);
    await visit.open('/settings/profile');
    await page.getByRole('button', { name: 'Show the first steps again' }).click();
    await page.getByRole('link', { name: 'Welcome', exact: true }).click();
    await page.getByText('All five are done').waitFor();
  });

  test('the sample city goes with everything that was stored of it', async () => {
    const { page } = visit;
    await visit.open('/welcome');
    await page.getByRole('button', { name: 'Remove the sample city' }).click();
    // It is there as soon as a walker finds no city, and can be pressed when all is gone.
    const start = page.getByRole('button', { name: 'Let the sample city walk' });
    await start.and(page.locator(':enabled')).waitFor({ timeout: 60_000 });
    await visit.open('/customers/sample-ada');
    await page
      .getByText(/sample-ada/)
      .first()
      .waitFor();
    expect(await page.getByText('Ada', { exact: true }).count()).toBe(0);
    visit.expectNoViolation();
  });
});
