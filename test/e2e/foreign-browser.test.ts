import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { chromiumPath } from '../../cli/setup/chromium.mjs';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../support/ingest.ts';
import { type LibraryPage, openLibraryPage } from '../support/library-page.ts';

const executablePath = chromiumPath();
/** The part of PostHog's own snippet that keeps calls until the library is there. */
const SNIPPET = `
  window.posthog = Object.assign([], { _i: [], __SV: 1, people: [] });
  posthog.init = (...given) => posthog._i.push([given[0], given[1], 'posthog']);
  for (const name of ['capture', 'identify', 'alias', 'group']) posthog[name] = (...given) => posthog.push([name, ...given]);`;

describe.skipIf(executablePath === undefined)('libraries of others, in a real browser', () => {
  let browser: Browser;
  let edge: TestIngest;
  let page: Page;
  let shop: LibraryPage;
  /** Addresses that were asked for, but for the page and its library; and what the engine did not have. */
  let asked: string[];
  let refused: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  }, 30_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    edge = await startIngest();
    page = await browser.newPage();
    [asked, refused] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('response', (answer) => answer.status() >= 400 && refused.push(`${answer.status()} ${answer.url()}`));
  });
  afterEach(async () => {
    await page?.close();
    shop?.close();
    await edge?.ingest.close();
  });

  const inShop = (script: string): Promise<unknown> => page.evaluate(`(() => { ${script} })()`);
  const said = () =>
    edge.intake.signals.filter(({ kind }) => kind !== 'device').map(({ kind, value }) => value.name ?? kind);
  const strangers = () => asked.filter((url) => !url.startsWith(edge.url) && !url.startsWith(shop.url));

  describe('RudderStack', () => {
    const load = (options = {}) => `
      const a = new rudderanalytics.RudderAnalytics();
      a.load('${EDGE_INGEST_KEY}', '${edge.url}', ${JSON.stringify({ configUrl: edge.url, ...options })});`;
    const calls = `
      a.identify('anna', { email: 'anna@example.org' });
      a.track('Product Viewed', { sku: 'boots' });
      a.page('Home');
      a.group('acme', { seats: 5 });
      a.alias('anna-2', 'anna');`;
    beforeEach(async () => {
      shop = await openLibraryPage('@rudderstack/analytics-js', 'dist/npm/modern/bundled/umd/index.js');
      await page.goto(shop.url);
    });

    test('needs one address, asks no other host, and all its calls arrive', async () => {
      await inShop(load() + calls);
      await vi.waitUntil(() => said().length >= 6, { timeout: 20_000 });
      expect(said().sort()).toEqual(['Product Viewed', 'alias', 'group', 'identify', 'identify', 'page']);
      const found = (name: string) => edge.intake.signals.filter(({ kind, value }) => (value.name ?? kind) === name);
      const who = expect.objectContaining({ traits: { email: 'anna@example.org' } }) as object;
      expect(found('identify').map(({ customer, value }) => ({ customer, value }))).toContainEqual({
        customer: 'anna',
        value: who,
      });
      expect(found('group')[0]?.value.properties).toEqual({ groupId: 'acme', seats: 5 });
      expect([strangers(), refused]).toEqual([[], []]);
    });

    test('in batches, and by beacons, which have no header', async () => {
      const queueOptions = { batch: { enabled: true, maxItems: 2, flushInterval: 600_000 } };
      await inShop(`${load({ queueOptions })} a.track('One'); a.track('Two');`);
      await vi.waitUntil(() => said().length === 2, { timeout: 20_000 });
      await page.goto(shop.url);
      await inShop(`${load({ useBeacon: true, beaconQueueOptions: { flushQueueInterval: 600_000 } })}
        a.ready(() => { a.track('Three'); document.title = 'told'; });`);
      await page.waitForFunction(`document.title === 'told'`);
      expect(said()).toEqual(['One', 'Two']);
      await page.goto('about:blank');
      await vi.waitUntil(() => said().length === 3, { timeout: 20_000 });
      expect(said()).toEqual(['One', 'Two', 'Three']);
      expect([strangers(), refused]).toEqual([[], []]);
    });

    test('with a wrong key it hears why, and sends nothing', async () => {
      edge.roles.delete(EDGE_INGEST_KEY);
      const answer = page.waitForResponse((one) => one.url().includes('/sourceConfig') && one.status() === 401);
      await inShop(load() + calls);
      expect(await (await answer).json()).toEqual({ error: expect.stringMatching(/publishable key/) as string });
      expect(said()).toEqual([]);
    });
  });

  describe('PostHog', () => {
    const start = (options = {}) => `
      posthog.init('${EDGE_INGEST_KEY}', ${JSON.stringify({
        api_host: '{edge}',
        // It takes a browser that a program drives for a bot.
        opt_out_useragent_filter: true,
        ...options,
      }).replace('{edge}', edge.url)});`;
    const calls = `
      posthog.identify('anna', { email: 'anna@example.org' });
      posthog.capture('viewed', { sku: 'boots' });
      posthog.group('company', 'acme');
      posthog.alias('anna-2', 'anna');`;
    const open = async (file: string, script: string): Promise<void> => {
      shop = await openLibraryPage('posthog-js', file, SNIPPET + script);
      await page.goto(shop.url);
    };

    test.each(['dist/array.js', 'dist/array.no-external.js'])(
      '%s needs one address, asks no other host, and what customers do arrives',
      async (file) => {
        await open(file, start() + calls);
        await vi.waitUntil(() => said().length >= 4, { timeout: 20_000 });
        expect(said().sort()).toEqual(['alias', 'identify', 'page', 'viewed']);
        const viewed = edge.intake.signals.find(({ value }) => value.name === 'viewed');
        expect(viewed).toMatchObject({ customer: 'anna', value: { properties: { sku: 'boots' } } });
        expect([strangers(), refused]).toEqual([[], []]);
        // It loads nothing besides: no recorder, no toolbar, no surveys.
        const scripts = asked.filter((url) => url.startsWith(edge.url) && /\.js(\?|$)/.test(url));
        expect(scripts.filter((url) => !url.endsWith('/config.js'))).toEqual([]);
      },
    );

    test('a click is not told, and what is left goes when the page is left', async () => {
      await open('dist/array.js', start());
      await vi.waitUntil(() => said().includes('page'), { timeout: 20_000 });
      await page.click('p');
      await inShop(`posthog.capture('last');`);
      await page.goto('about:blank');
      await vi.waitUntil(() => said().includes('last'), { timeout: 20_000 });
      expect(said()).toEqual(['page', 'last']);
      expect(refused).toEqual([]);
    });
  });
});
