import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { chromiumPath } from '../../cli/setup/chromium.mjs';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../support/ingest.ts';
import { type LibraryPage, openLibraryPage } from '../support/library-page.ts';

const executablePath = chromiumPath();

describe.skipIf(executablePath === undefined)('the real library for browsers, in a real browser', () => {
  let browser: Browser;
  let shop: LibraryPage;
  let edge: TestIngest;
  let page: Page;

  beforeAll(async () => {
    shop = await openLibraryPage('@segment/analytics-next', 'dist/umd/index.js');
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    shop?.close();
  });
  beforeEach(async () => {
    edge = await startIngest();
    page = await browser.newPage();
    // Another origin than the engine's: the browser asks before it sends.
    await page.goto(shop.url);
  });
  afterEach(async () => {
    await page?.close();
    await edge?.ingest.close();
  });

  const inShop = (script: string): Promise<unknown> => page.evaluate(`(async () => { ${script} })()`);
  const load = (options = {}): string => {
    const settings = JSON.stringify({ writeKey: EDGE_INGEST_KEY, cdnURL: edge.url });
    return `const a = window.AnalyticsNext.AnalyticsBrowser.load(${settings}, ${JSON.stringify(options)});`;
  };
  const said = () =>
    edge.intake.signals.filter(({ kind }) => kind !== 'device').map(({ kind, value }) => value.name ?? kind);

  test('needs one address, and all its calls arrive', async () => {
    await inShop(`${load()}
      await a.identify('anna', { email: 'anna@example.org' });
      await a.track('Product Viewed', { sku: 'boots' });
      await a.page('Home');
      await a.screen('Cart');
      await a.group('acme', { seats: 5 });
      await a.alias('anna-2', 'anna');`);
    expect(said()).toEqual(['identify', 'Product Viewed', 'page', 'screen', 'group', 'identify', 'alias']);
    const [identify] = edge.intake.signals;
    expect(identify).toMatchObject({ customer: 'anna', value: { traits: { email: 'anna@example.org' } } });
    expect(edge.intake.signals.filter(({ kind }) => kind === 'device').at(-1)?.value).toMatchObject({
      form: 'desktop',
    });
  });

  test('in batches sends what is left when the page is left', async () => {
    const deliveryStrategy = { strategy: 'batching', config: { size: 10, timeout: 600_000 } };
    await inShop(`${load({ integrations: { 'Segment.io': { deliveryStrategy } } })}
      await a.track('One');
      await a.track('Two');`);
    expect(said()).toEqual([]);
    await page.goto('about:blank');
    await vi.waitUntil(() => said().length === 2);
    expect(said()).toEqual(['One', 'Two']);
  });

  test('a beacon with the key in its body arrives', async () => {
    const batch = [{ type: 'track', userId: 'anna', event: 'Left', messageId: 'm-1' }];
    const body = JSON.stringify(JSON.stringify({ writeKey: EDGE_INGEST_KEY, batch }));
    await inShop(`navigator.sendBeacon('${edge.url}/v1/b', ${body});`);
    await vi.waitUntil(() => said().length > 0);
    expect(said()).toEqual(['Left']);
  });
});
