import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { DebugNote } from '../../../engine/live/contract.ts';
import { describeInBrowser, launchBrowser, launchWholeBrowser } from '../../support/console/browser.ts';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../support/ingest.ts';
import { findPageHindrances } from '../../support/sdk/hindrances.ts';
import { openShop, type Shop } from '../../support/sdk/shop.ts';
import { root } from '../../support/sources.ts';

/** A text that the browser's store cannot make smaller. */
const noise = (): string => randomBytes(30_000).toString('hex');

/**
 * A tab that is gone holds the lead until its browser has cleared it away; and the first page of all takes a while to
 * start.
 */
const HANDED_ON = { timeout: 30_000 };

/** What of a page's own the tests here use. */
interface Window {
  getComputedStyle(element: unknown): { getPropertyValue(name: string): string };
}

describeInBrowser('the SDK in a real browser', () => {
  let browser: Browser;
  let shop: Shop;
  let edge: TestIngest;
  let context: BrowserContext;
  const violations: string[] = [];
  const notes: DebugNote[] = [];
  /** What the browser itself says of connections on the console. */
  const saidOfSockets: string[] = [];

  beforeAll(async () => {
    [browser, shop] = await Promise.all([launchBrowser(), openShop(() => edge)]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    notes.length = 0;
    edge = await startIngest({ trails: { read: async () => notes } });
    saidOfSockets.length = 0;
    violations.length = 0;
    context = await openContext(browser);
  });
  afterEach(async () => {
    await context?.close();
    await edge?.ingest.close();
    expect(violations).toEqual([]);
    expect(saidOfSockets).toEqual([]);
  });

  const openContext = async (of: Browser): Promise<BrowserContext> => {
    const opened = await of.newContext();
    opened.on('console', (line) => {
      if (line.text().includes('is closed before')) saidOfSockets.push(line.text());
    });
    await opened.exposeFunction('violated', (what: string) => violations.push(what));
    await opened.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => violated(event.violatedDirective + ' ' + event.blockedURI))",
    );
    return opened;
  };
  const heard = () => edge.intake.signals.map(({ kind, value }) => value.name ?? kind);
  const devices = () => edge.intake.signals.filter(({ kind }) => kind === 'device').map(({ value }) => value);
  const times = (name: string) => heard().filter((one) => one === name).length;
  /** A tab of the shop in which the SDK runs. */
  const openTab = async (more = '', path = '/'): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(shop.url + path);
    await begin(page, more);
    return page;
  };
  /** The program of the page: what an app would write. */
  const begin = (page: Page, more = ''): Promise<unknown> =>
    page.evaluate(`(async () => {
      const { createKairos } = await import('/index.js');
      window.told = [];
      window.kairos = createKairos({ url: '${edge.url}', key: '${EDGE_INGEST_KEY}', gatherMs: 5, firstWaitMs: 20,
        mostWaitMs: 100, refusedWaitMs: 50, onProblem: (reason) => told.push(reason), ${more} });
    })()`);
  /** A tab of the shop under a name that is no local one. */
  const openLive = async (): Promise<Page> => {
    const page = await context.newPage();
    const shopAt = 'http://shop.example';
    await page.route(`${shopAt}/**`, async (route) =>
      route.fulfill({ response: await route.fetch({ url: route.request().url().replace(shopAt, shop.url) }) }),
    );
    await page.goto(`${shopAt}/`);
    return page;
  };
  const run = <T>(page: Page, script: string): Promise<T> => page.evaluate(`(async () => { ${script} })()`);
  const flush = (page: Page, withinMs = 5_000) => run<boolean>(page, `return kairos.flush(${withinMs});`);

  test('by a tag alone it is on the page, and its parts come from beside it', async () => {
    const page = await context.newPage();
    await page.goto(shop.url);
    const tagged = page.waitForURL('**/tag?*');
    await run(page, "location.href = '/tag?utm_source=letter';");
    await tagged;
    await run(
      page,
      `await kairos.tellContext({ pages: true, sessions: true, device: true, locale: true,
      connection: true, visibility: true, battery: true });
      kairos.track('by-tag'); history.pushState({}, '', '/second');`,
    );
    await expect.poll(() => times('page'), HANDED_ON).toBe(2);
    await flush(page);
    const { signals } = edge.intake;
    expect(heard()).toEqual(expect.arrayContaining(['session-started', 'by-tag', 'device']));
    expect(signals.find(({ value }) => value.name === 'session-started')?.value).toMatchObject({
      properties: { landing: '/tag', referrer: `${shop.url}/`, campaign: { source: 'letter' } },
    });
    const battery = await run<{ level: number; charging: boolean }>(
      page,
      'const { level, charging } = await navigator.getBattery(); return { level, charging };',
    );
    const net = await run<{ effectiveType: string; saveData: boolean }>(
      page,
      'const { effectiveType, saveData } = navigator.connection; return { effectiveType, saveData };',
    );
    expect(devices()).toContainEqual(
      expect.objectContaining({ battery: Math.round(battery.level * 20) * 5, charging: battery.charging }),
    );
    expect(devices()).toContainEqual(
      expect.objectContaining({ connection: net.effectiveType, dataSaver: net.saveData }),
    );
    expect(signals.find(({ kind }) => kind === 'device')?.value).toMatchObject({
      ...{ form: 'desktop', locale: 'en-US', appState: 'foreground' },
      deviceId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
    });
    expect(signals.filter(({ value }) => value.name === 'page').map(({ value }) => value.properties)).toMatchObject([
      { path: '/tag', title: 'Shop', referrer: `${shop.url}/` },
      { path: '/second' },
    ]);
    await context.setOffline(true);
    await expect.poll(() => run(page, 'return navigator.onLine;')).toBe(false);
    await context.setOffline(false);
    const kinds = () => devices().flatMap(({ connection }) => (connection === undefined ? [] : [connection]));
    await expect.poll(kinds, HANDED_ON).toEqual([net.effectiveType, 'offline', net.effectiveType]);
  });

  test('a blocker is told once on the console in development, and counted in silence in production; the page goes on', async () => {
    const [local, live] = [await openTab('onProblem: undefined'), await openLive()];
    await begin(live, 'onProblem: undefined');
    for (const page of [local, live]) {
      const [lines, errors]: [string[], string[]] = [[], []];
      // What the browser itself says of a request that it blocks is an error of its own.
      page.on('console', (line) => line.type() !== 'error' && lines.push(line.text()));
      page.on('pageerror', ({ message }) => errors.push(message));
      await context.route(`${edge.url}/**`, (route) => route.abort('blockedbyclient'));
      await run(page, "kairos.track('kept');");
      await expect.poll(() => run(page, 'return kairos.counts.problems;'), HANDED_ON).toBeGreaterThan(2);
      expect(lines).toEqual(
        page === local ? [expect.stringMatching(/^kairos: cannot reach http.*\/v1\/signals: TypeError: /)] : [],
      );
      expect(errors).toEqual([]);
      expect(await run(page, 'return kairos.counts;')).toMatchObject({ waiting: 1, dropped: 0, rejected: 0 });
    }
    await context.unroute(`${edge.url}/**`);
    expect(await flush(local, 20_000)).toBe(true);
    expect(times('kept')).toBeGreaterThan(0);
  });

  test('the pages of these tests let no text become HTML or a script, so what the SDK draws is neither', async () => {
    const page = await openTab();
    const sinks = ["body.innerHTML = '<b>x</b>'", "createElement('script').src = '/x.js'", "write('<b>x</b>')"];
    for (const sink of sinks)
      expect(await run(page, `try { document.${sink}; } catch (error) { return error.name; }`), sink).toBe('TypeError');
    // Each is told, so that a test in which one comes by itself fails.
    await expect.poll(() => violations.length).toBe(sinks.length);
    violations.length = 0;
  });

  test('a tab that is killed without a net loses nothing, and nothing comes twice', async () => {
    const page = await openTab();
    const id = await run(page, 'return kairos.anonymousId;');
    await context.setOffline(true);
    await run(page, "for (let i = 0; i < 50; i++) kairos.track('n' + i); await kairos.flush(50);");
    const killing = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await killing;
    await page.close();
    await context.setOffline(false);
    const next = await openTab();
    await expect.poll(heard, HANDED_ON).toEqual(Array.from({ length: 50 }, (_, i) => `n${i}`));
    expect(await flush(next)).toBe(true);
    expect(new Set(edge.intake.signals.map(({ customer }) => customer))).toEqual(new Set([id]));
  });

  test('of two tabs one sends for both, in order, and the other goes on when it is closed', async () => {
    const first = await openTab();
    const second = await openTab();
    const posts: string[] = [];
    for (const [name, page] of Object.entries({ first, second })) {
      page.on('request', (request) => request.method() === 'POST' && posts.push(name));
    }
    for (let i = 0; i < 6; i++) {
      await run(i % 2 ? first : second, `kairos.track('n${i}');`);
      await expect.poll(() => times(`n${i}`)).toBe(1);
    }
    expect(new Set(posts)).toEqual(new Set(['first']));
    await run(first, "kairos.identify('anna');");
    await expect.poll(() => run(second, 'return kairos.customer;')).toBe('anna');
    await first.close();
    await run(second, "kairos.track('alone');");
    await expect.poll(() => times('alone')).toBe(1);
    expect(heard().slice(0, 6)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5']);
    expect(edge.intake.signals.at(-1)?.customer).toBe('anna');
  });

  test('what was told just before the page is left arrives, and once', async () => {
    const page = await openTab('gatherMs: 60000');
    // The clock is known from here on.
    await run(page, "kairos.track('before'); await kairos.flush();");
    await run(page, "kairos.track('last-word');");
    await page.goto('about:blank');
    await expect.poll(() => times('last-word')).toBe(1);
    const next = await openTab();
    expect(await flush(next)).toBe(true);
    // It had no answer, so it is sent again; the engine knows it by its id.
    expect(new Set(edge.intake.signals.map(({ id }) => id)).size).toBe(2);
  });

  test.each(['before the engine’s clock is known', 'after it'])(
    'a net that is cut below the browser loses nothing of a page that is left, %s',
    async (when) => {
      const page = await openTab('gatherMs: 60000');
      if (when === 'after it') await run(page, "kairos.track('before'); await kairos.flush();");
      const cut: string[] = [];
      await context.route(`${edge.url}/**`, (route) => {
        cut.push(route.request().resourceType());
        return route.abort('connectionreset');
      });
      expect(await run(page, "kairos.track('unheard'); await kairos.flush(50); return navigator.onLine;")).toBe(true);
      await run(page, "dispatchEvent(new Event('pagehide'));");
      await expect.poll(() => cut, HANDED_ON).toContain('ping');
      expect(times('unheard')).toBe(0);
      // As it closes it may say it once more, and that may come through once the net is back.
      await page.close();
      await context.unroute(`${edge.url}/**`);
      const next = await openTab();
      await expect.poll(() => times('unheard'), HANDED_ON).toBeGreaterThan(0);
      expect(await flush(next)).toBe(true);
      // Should the page have said it once more as it closed: the engine knows it by its id.
      const ids = edge.intake.signals.filter(({ value }) => value.name === 'unheard').map(({ id }) => id);
      expect(new Set(ids).size).toBe(1);
    },
  );

  test('a full device keeps orders and drops positions; what finds no room at all is still sent', async () => {
    const page = await openTab();
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: shop.url, quotaSize: 600_000 });
    await context.setOffline(true);
    await run(page, "for (let i = 0; i < 300; i++) kairos.position({ lat: 1, lon: 1 }); kairos.track('order-0');");
    await flush(page, 50);
    const orders = Array.from({ length: 20 }, (_, i) => `order-${i + 1}`);
    for (const name of orders) await run(page, `kairos.track('${name}', { note: '${noise()}' });`);
    await flush(page, 200);
    const { dropped, told } = await run<{ dropped: number; told: string[] }>(
      page,
      'return { ...kairos.counts, told };',
    );
    expect(dropped).toBeGreaterThanOrEqual(30);
    expect(told).toContainEqual(expect.stringContaining('the device has no room'));
    await context.setOffline(false);
    expect(await flush(page, 20_000)).toBe(true);
    expect(heard().filter((name) => String(name).startsWith('order-'))).toEqual(['order-0', ...orders]);
    expect(times('location')).toBe(300 - dropped);
  });

  test('what waits encrypted cannot be read from the browser’s store, and is sent by the next page', async () => {
    const page = await openTab('encrypt: true');
    // The part that encrypts is loaded from the site.
    await flush(page);
    await context.setOffline(true);
    // It goes to the background before it has ever heard the engine's time, and still keeps what it could not send.
    await run(page, "kairos.track('secret-wish'); await kairos.flush(50); dispatchEvent(new Event('pagehide'));");
    const kept = await run<string>(
      page,
      `const all = await Promise.all((await indexedDB.databases()).map(({ name }) => new Promise((resolve) => {
        indexedDB.open(name).onsuccess = ({ target: { result } }) => {
          const tables = [...result.objectStoreNames];
          if (tables.length === 0) return resolve([]);
          result.transaction(tables).objectStore(tables[0]).getAll().onsuccess = ({ target }) => resolve(target.result);
        };
      })));
      return JSON.stringify(all.flat()) + all.flat().some((one) => one instanceof CryptoKey && !one.extractable);`,
    );
    expect(kept).toContain('"rank":2');
    expect(kept).toMatch(/true$/);
    expect(kept).not.toContain('secret-wish');
    await page.close();
    await context.setOffline(false);
    const next = await openTab('encrypt: true');
    await expect.poll(heard, HANDED_ON).toEqual(['secret-wish']);
    expect(await flush(next)).toBe(true);
  });

  test('where the browser refuses every store it works from memory', async () => {
    await context.addInitScript(`
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
      indexedDB.open = () => { throw new DOMException('denied', 'SecurityError'); };`);
    const page = await openTab();
    await run(page, "kairos.track('from-memory');");
    expect(await flush(page)).toBe(true);
    expect(times('from-memory')).toBe(1);
    expect(await run<string[]>(page, 'return told;')).toEqual([expect.stringContaining('keeps nothing')]);
  });

  test('who asks not to be tracked is not, when the app says that this counts', async () => {
    await context.addInitScript("Object.defineProperty(navigator, 'doNotTrack', { value: '1' });");
    const page = await openTab('respectDoNotTrack: true');
    await run(page, "kairos.track('seen'); await kairos.flush(50);");
    expect(await run(page, 'return kairos.counts;')).toMatchObject({ dropped: 1, waiting: 0 });
    const other = await openTab();
    await run(other, "kairos.track('counts-not');");
    await expect.poll(heard).toEqual(['counts-not']);
  });

  test('an opt-out in one tab empties the others', async () => {
    const first = await openTab();
    const second = await openTab();
    await context.setOffline(true);
    await run(first, "kairos.track('a'); await kairos.flush(50);");
    await run(second, "kairos.track('b'); await kairos.optOut();");
    await expect.poll(() => run(first, 'return kairos.counts.waiting;')).toBe(0);
    await context.setOffline(false);
    await run(first, "kairos.track('c'); await kairos.flush(300);");
    expect(heard()).toEqual([]);
  });

  test('follows the position by what the engine says of the places around', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 51.34, longitude: 12.37, accuracy: 9 });
    const page = await openTab();
    const asked = page.waitForRequest(/neighbourhood/);
    await run(page, 'window.stop = await kairos.followPosition();');
    expect((await asked).postDataJSON()).toMatchObject({ lat: 51.34, lon: 12.37 });
    await expect.poll(() => times('location')).toBe(1);
    expect(edge.intake.signals[0]?.value).toMatchObject({ lat: 51.34, accuracyMetres: 9 });
    await run(page, 'stop();');
  });

  const put = (id: string, more = {}): void =>
    edge.inbox.put('anna', {
      ...{ id, title: `<img src=x onerror="violated('ran')"> ${id}`, body: 'Yours for today', trigger: 't' },
      ...{ expiresAt: Date.now() + 60_000, action: 'https://shop.example/voucher' },
      ...more,
    });
  const openMessages = async (more = ''): Promise<Page> => {
    const page = await openTab();
    await run(
      page,
      `kairos.identify('anna');
      window.stop = await kairos.showMessages({ token: () => '${edge.keys.customerToken('anna')}', ${more} });`,
    );
    return page;
  };

  test.each(['', 'encrypt: true'])(
    'a tab that is killed in the middle of a visit: the next one goes on with it (%s)',
    async (how) => {
      await context.exposeFunction('fixNow', () => fix);
      await context.addInitScript(`navigator.geolocation.getCurrentPosition = (got) => fixNow().then(got);`);
      const nine = Date.UTC(2026, 9, 22, 9);
      const at = (minute: number, latitude: number) => ({
        timestamp: nine + minute * 60_000,
        coords: { latitude, longitude: 12.37, accuracy: 8, speed: null, heading: null, altitude: null },
      });
      let fix = at(0, 51.34);
      /** A page that comes to the front looks at once. */
      const look = async (page: Page, next: typeof fix) => {
        fix = next;
        const before = times('location');
        await run(page, 'window.leave?.(); window.leave = await kairos.followPosition({ journeys: true });');
        await expect.poll(() => times('location'), HANDED_ON).toBeGreaterThan(before);
      };
      const page = await openTab(how);
      for (const minute of [0, 6, 11]) await look(page, at(minute, 51.34));
      await expect.poll(() => times('visit-began')).toBe(1);
      // What it remembers of that is written when nothing of it runs any more.
      const kept = await run<string>(
        page,
        `await navigator.locks.request('kairos:${EDGE_INGEST_KEY}:alone', () => undefined);
        return localStorage.getItem('kairos:${EDGE_INGEST_KEY}:ways');`,
      );
      if (how === '') expect(kept).toContain('"told":"visit"');
      else expect(kept).toMatch(/^[A-Za-z0-9+/=]{200,}$/);
      const killing = page.waitForEvent('crash');
      await page.goto('chrome://crash').catch(() => undefined);
      await killing;
      await page.close();
      const next = await openTab(how);
      await look(next, at(30, 51.34));
      await look(next, at(31, 51.36));
      await expect.poll(() => times('visit-ended'), HANDED_ON).toBe(1);
      const ended = edge.intake.signals.find(({ value }) => value.name === 'visit-ended');
      expect(ended?.value.properties).toMatchObject({ seconds: 1_800 });
      expect(times('visit-began')).toBe(1);
      await run(next, 'leave(); await kairos.optOut();');
      expect(await run(next, 'return Object.keys(localStorage).filter((name) => /ways/.test(name));')).toEqual([]);
    },
  );

  test('a message is drawn as text, works by keyboard, and its click is told', async () => {
    put('m-1');
    put('m-2', { action: 'javascript:violated(1)' });
    const page = await openMessages('open: (action) => told.push(action)');
    const banner = page.getByRole('status');
    await expect.poll(() => banner.getByRole('heading').textContent()).toContain('<img src=x');
    await expect.poll(() => edge.inbox.wasShown).toEqual(['m-1']);
    expect(await findPageHindrances(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await run(page, 'return told;')).toEqual(['https://shop.example/voucher']);
    await expect.poll(() => edge.intake.signals.map(({ value }) => value.state)).toContain('clicked');
    // The second one came when the first was gone; its link would be a script, so it has none.
    await expect.poll(() => banner.getByRole('heading').textContent()).toContain('m-2');
    expect(await banner.getByRole('link').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expect.poll(() => times('message-dismissed')).toBe(1);
    expect(await banner.count()).toBe(0);
  });

  test('a customer who signs in while the connection for messages is made gets theirs, and the console stays empty', async () => {
    put('m-1');
    const page = await openTab();
    await run(
      page,
      `const Socket = window.WebSocket;
      window.made = 0;
      window.WebSocket = class extends Socket {
        constructor(...given) {
          super(...given);
          if (++made === 1) queueMicrotask(() => kairos.identify('anna'));
        }
      };
      await kairos.showMessages({ token: (customer) => (customer === 'anna' ? '${edge.keys.customerToken('anna')}' : 'none') });`,
    );
    await page.getByRole('status').getByRole('heading').waitFor();
    expect(await run(page, 'return made;')).toBe(2);
  });

  test.each(['light', 'dark'] as const)(
    'an app gives messages its own look by variables, in %s',
    async (colorScheme) => {
      const look: Readonly<Record<string, string>> = {
        ...{ background: 'rgb(1, 2, 3)', color: 'rgb(250, 240, 230)', border: 'rgb(4, 5, 6)', radius: '7px' },
        ...{ width: '300px', font: '20px/30px monospace', layer: '77', 'button-radius': '9px' },
        ...{ accent: 'rgb(10, 11, 12)', 'on-accent': 'rgb(240, 241, 242)', focus: 'rgb(13, 14, 15)' },
      };
      const documented = (await readFile(join(root, 'docs/apps.md'), 'utf8')).match(/`--kairos-[a-z-]+`/g);
      expect(documented?.toSorted()).toEqual(
        Object.keys(look)
          .map((name) => `\`--kairos-${name}\``)
          .toSorted(),
      );
      for (const drawAs of ['banner', 'modal'] as const) {
        put(drawAs);
        const page = await openMessages(`drawAs: '${drawAs}'`);
        await page.emulateMedia({ colorScheme });
        const box = page.getByRole(drawAs === 'banner' ? 'status' : 'dialog');
        await box.waitFor();
        const see = (of: Locator, ...names: string[]) =>
          of.evaluate(
            (element, all) =>
              all.map((name) => (globalThis as unknown as Window).getComputedStyle(element).getPropertyValue(name)),
            names,
          );
        const boxLook = () =>
          see(
            box,
            'background-color',
            'color',
            'border-top-color',
            'border-top-left-radius',
            'max-width',
            'font',
            'z-index',
          );
        const link = box.getByRole('link');
        await link.focus();
        const linkLook = () => see(link, 'background-color', 'color', 'border-top-left-radius', 'outline-color');
        const [plainBox, plainLink] = [await boxLook(), await linkLook()];
        await run(
          page,
          `for (const [name, value] of Object.entries(${JSON.stringify(look)}))
          document.documentElement.style.setProperty('--kairos-' + name, value);`,
        );
        const { background, color, border, radius, width, layer } = look;
        const isAbove = drawAs === 'banner';
        expect(await boxLook()).toEqual([
          ...[
            background,
            color,
            border,
            radius,
            expect.stringContaining(width!),
            expect.stringContaining('20px / 30px monospace'),
          ],
          isAbove ? layer : 'auto',
        ]);
        expect(await linkLook()).toEqual([look.accent, look['on-accent'], look['button-radius'], look.focus]);
        // Without them it looks another way.
        expect(plainBox.filter((value) => Object.values(look).includes(value))).toEqual([]);
        expect(plainLink.filter((value) => Object.values(look).includes(value))).toEqual([]);
        await page.close();
      }
    },
  );

  test('what a message asks for counts before what the page prefers', async () => {
    const page = await openMessages("drawAs: 'banner'");
    put('m-1', { title: 'Now', form: 'modal', action: undefined });
    const dialog = page.getByRole('dialog', { name: 'Now' });
    await dialog.waitFor();
    put('m-2', { title: 'Later', action: undefined });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('status').getByRole('heading', { name: 'Later' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a question is answered by keyboard, and its answer is told once', async () => {
    put('m-1', { title: 'How was it?', survey: { kind: 'rating', most: 5 }, action: undefined });
    const page = await openMessages("drawAs: 'modal'");
    const dialog = page.getByRole('dialog', { name: 'How was it?' });
    await dialog.waitFor();
    expect(await findPageHindrances(page)).toEqual([]);
    await dialog.getByRole('radio', { name: '3' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => times('survey-answered')).toBe(1);
    expect(edge.intake.signals.at(-1)?.value.properties).toEqual({
      ...{ message: 'm-1', trigger: 't', question: 'How was it?', kind: 'rating', answer: 4 },
    });
    put('m-2', { title: 'What may we do better?', survey: { kind: 'text' }, action: undefined });
    const field = page.getByRole('textbox', { name: 'What may we do better?' });
    await field.waitFor();
    // Nothing is no answer.
    await page.getByRole('button', { name: 'Send' }).click();
    await field.fill('<b>Socks</b>');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => times('survey-answered')).toBe(2);
    expect(edge.intake.signals.at(-1)?.value.properties).toMatchObject({ answer: '<b>Socks</b>' });
    put('m-3', { title: 'Again?', survey: { kind: 'choice', choices: ['Yes', 'No'] }, action: undefined });
    await page.getByRole('radio', { name: 'No' }).check();
    expect(await findPageHindrances(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => times('message-dismissed')).toBe(1);
    expect(times('survey-answered')).toBe(2);
  });

  test('the debug view shows what is sent, what the engine said, and what woke; in production only with a token', async () => {
    const page = await openTab();
    await run(page, 'await kairos.showDebug({});');
    const view = page.getByRole('region', { name: 'Kairos' });
    await run(page, "kairos.track('seen'); kairos.position({ lat: 99, lon: 1 }); await kairos.flush();");
    await expect
      .poll(() => view.getByRole('listitem').allTextContents())
      .toEqual([expect.stringMatching(/^location — rejected — value\.lat/) as string, 'event seen — accepted']);
    expect(await findPageHindrances(page)).toEqual([]);
    await view.getByRole('button', { name: 'Close' }).click();
    expect(await view.count()).toBe(0);
    await run(page, "kairos.identify('anna');");
    notes.push({
      at: 1,
      step: 'held-back',
      trigger: 'walk-by',
      signal: 's',
      place: 'shop',
      gate: 'cooldown',
      reason: 'rests',
    });
    const token = edge.keys.debugToken('anna', Date.now() + 60_000);
    await run(
      page,
      `window.endDebug = await kairos.showDebug({ token: (customer) => customer === 'anna' ? '${token}' : undefined });`,
    );
    await expect
      .poll(() => view.getByRole('list', { name: 'Engine' }).getByRole('listitem').allTextContents())
      .toEqual(['walk-by · shop — held-back — cooldown: rests']);
    await run(page, 'endDebug();');
    const live = await openLive();
    await begin(live);
    await run(live, 'await kairos.showDebug();');
    expect(await live.getByRole('region', { name: 'Kairos' }).count()).toBe(0);
    expect(await run<string[]>(live, 'return told;')).toContainEqual(expect.stringContaining('needs a token'));
  });

  test('of two tabs the one in front shows a message, once, also when it comes again', async () => {
    const first = await openMessages("drawAs: 'cards'");
    const second = await openMessages("drawAs: 'cards'");
    put('m-1');
    const cards = async () => (await first.getByRole('article').count()) + (await second.getByRole('article').count());
    await expect.poll(cards).toBe(1);
    await expect.poll(() => edge.inbox.wasShown).toEqual(['m-1']);
    // As if the word about it had not arrived.
    edge.inbox.held.clear();
    put('m-1');
    put('m-2');
    await expect.poll(cards).toBe(2);
    await expect.poll(() => edge.inbox.wasShown).toEqual(['m-1', 'm-1', 'm-2']);
  });

  test('cards stay when they were shown, pinned ones first, the same in every tab, until they are put away', async () => {
    const card = (id: string, more = {}) => ({
      ...{
        id,
        title: `<img src=x onerror="violated('ran')"> ${id}`,
        body: 'Yours',
        trigger: 't',
        at: Number(id.at(-1)),
      },
      ...{ expiresAt: Date.now() + 3_600_000, action: 'https://shop.example/voucher', isPinned: false, isShown: false },
      ...more,
    });
    edge.inbox.cards.put('anna', card('c-1'), card('c-2'), card('p-0', { isPinned: true }));
    const how = "drawAs: 'cards', open: (action) => told.push(action)";
    const first = await openMessages(how);
    const second = await openMessages(how);
    const titles = async (page: Page) =>
      (await page.getByRole('article').getByRole('heading').allTextContents()).map((title) => title.slice(-3));
    for (const page of [first, second]) await expect.poll(() => titles(page)).toEqual(['p-0', 'c-2', 'c-1']);
    expect(await findPageHindrances(first)).toEqual([]);
    await expect.poll(() => edge.inbox.cards.wasShown.toSorted()).toEqual(['c-1', 'c-2', 'p-0']);
    await first.getByRole('article').nth(1).getByRole('link').click();
    expect(await run(first, 'return told;')).toEqual(['https://shop.example/voucher']);
    await expect.poll(() => edge.intake.signals.map(({ id }) => id)).toContain('clicked-c-2');
    await first.getByRole('article').nth(1).getByRole('button', { name: 'Close' }).click();
    for (const page of [first, second]) await expect.poll(() => titles(page)).toEqual(['p-0', 'c-1']);
    await first.close();
    edge.inbox.cards.put('anna', card('c-3'));
    await expect.poll(() => titles(second)).toEqual(['p-0', 'c-3', 'c-1']);
    const third = await openMessages(how);
    await expect.poll(() => titles(third)).toEqual(['p-0', 'c-3', 'c-1']);
    await expect.poll(() => times('message-dismissed')).toBe(1);
    expect(
      edge.intake.signals
        .filter(({ value }) => value.state === 'delivered')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['c-1', 'c-2', 'c-3', 'p-0'].map((id) => `delivered-${id}`));
    await run(third, 'kairos.reset();');
    await expect.poll(() => titles(third)).toEqual([]);
  });

  test('a message that waited for its turn too long is drawn only if no other device has shown it meanwhile', async () => {
    await context.addInitScript(
      'window.aheadMs = 0; const { now } = Date; Date.now = () => now.call(Date) + window.aheadMs;',
    );
    const frames: string[] = [];
    context.on('page', (opened) =>
      opened.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload)))),
    );
    const page = await openMessages();
    const heading = page.getByRole('status').getByRole('heading');
    const long = { expiresAt: Date.now() + 3_600_000 };
    for (const other of ['shown elsewhere', 'shown nowhere else'] as const) {
      const id = other.replaceAll(' ', '-');
      put(`first-${id}`, long);
      await expect.poll(() => edge.inbox.wasShown, HANDED_ON).toContain(`first-${id}`);
      put(id, long);
      // It counts from when it is there.
      await expect.poll(() => frames.some((frame) => frame.includes(`"${id}"`))).toBe(true);
      if (other === 'shown elsewhere') await edge.inbox.shown('anna', id);
      await run(page, 'window.aheadMs += 26_000;');
      await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
      if (other === 'shown elsewhere') {
        await expect.poll(() => page.getByRole('status').count()).toBe(0);
        put('next', long);
        await expect.poll(() => heading.textContent()).toContain('next');
        await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
      } else await expect.poll(() => heading.textContent()).toContain(id);
    }
    expect(edge.inbox.wasShown.filter((id) => id === 'shown-elsewhere')).toHaveLength(1);
  });

  test('a modal holds the focus, gives it back, and is gone with its customer', async () => {
    const page = await openMessages("drawAs: 'modal'");
    put('m-1');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await findPageHindrances(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => times('message-dismissed')).toBe(1);
    await run(page, 'kairos.reset();');
    put('m-2');
    await run(page, "kairos.track('after'); await kairos.flush();");
    await expect.poll(() => times('after')).toBe(1);
    expect(await dialog.count()).toBe(0);
    expect(edge.inbox.wasShown).toEqual(['m-1']);
  });

  test('the sample app asks first, then tells, and shows what comes of it', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 51.34, longitude: 12.37, accuracy: 9 });
    const page = await context.newPage();
    await page.goto(`${shop.url}/example/?url=${edge.url}&key=${EDGE_INGEST_KEY}`);
    await page.getByRole('button', { name: 'Into the cart' }).click();
    await page.getByLabel('Your name').fill('anna');
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(heard()).toEqual([]);
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('button', { name: 'Shops near me' }).click();
    await expect
      .poll(heard)
      .toEqual(expect.arrayContaining(['cart', 'identify', 'consent', 'page', 'device', 'location']));
    put('m-1');
    await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => times('message-dismissed')).toBe(1);
    expect(await page.locator('#said').textContent()).toBe('');
  });

  test('a browser is registered for push with its customer, and its worker shows and tells of a message', async () => {
    await context.close();
    // Only the whole one lets a worker be pushed to.
    const whole = await launchWholeBrowser();
    onTestFinished(() => whole.close());
    context = await openContext(whole);
    await context.grantPermissions(['notifications']);
    // The push service of the browser's maker cannot be reached from here: what it answers is made up.
    await context.addInitScript(`PushManager.prototype.subscribe = async function (options) {
      window.askedWith = options;
      const key = { p256dh: 65, auth: 16 };
      return { endpoint: 'https://push.example/abc', getKey: (name) => new Uint8Array(key[name]).fill(7).buffer };
    };`);
    const page = await openTab('', '/plain');
    const session = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        for (const { status, registrationId } of versions) if (status === 'activated') resolve(registrationId);
      });
    });
    await session.send('ServiceWorker.enable');
    await run(page, "kairos.identify('anna'); window.end = await kairos.registerPush({ publicKey: 'BKey' });");
    expect(await run(page, 'return askedWith;')).toEqual({ userVisibleOnly: true, applicationServerKey: 'BKey' });
    await expect.poll(() => times('push-token')).toBe(1);
    const { customer, value } = edge.intake.signals.find(({ kind }) => kind === 'push-token')!;
    expect(customer).toBe('anna');
    expect(value).toMatchObject({
      service: 'web-push',
      token: expect.stringMatching(/^https:.*#[\w-]{87}\.[\w-]{22}$/) as string,
    });
    const registrationId = await registered;
    const push = (content: object) =>
      session.send('ServiceWorker.deliverPushMessage', {
        ...{ origin: shop.url, registrationId },
        data: JSON.stringify({ title: 'Hi', body: 'there', action: 'https://shop.example', ...content }),
      });
    await push({ delivery: 'd-1' });
    await expect
      .poll(() => edge.intake.signals.at(-1))
      .toMatchObject({
        ...{ id: 'delivered-d-1', kind: 'message', customer: 'anna' },
        value: { delivery: 'd-1', state: 'delivered', channel: 'push' },
      });
    const shown = `return (await (await navigator.serviceWorker.ready).getNotifications())
      .map(({ title, body, image }) => [title, body, image ?? '']);`;
    expect(await run(page, shown)).toEqual([['Hi', 'there', '']]);
    const parcel = { locked: 'News', collapse: 'parcel 7', image: 'https://shop.example/a.png' };
    await push({ delivery: 'd-2', ...parcel });
    await expect.poll(() => run(page, shown)).toContainEqual(['Hi', 'News', '']);
    await push({ delivery: 'd-3', ...parcel, locked: 'More news' });
    await expect.poll(() => edge.intake.signals.map(({ id }) => id)).toContain('delivered-d-3');
    expect(await run(page, shown)).toEqual(
      expect.arrayContaining([
        ['Hi', 'there', ''],
        ['Hi', 'More news', ''],
      ]),
    );
    expect(await run(page, shown)).toHaveLength(2);
    await run(page, 'kairos.reset(); await kairos.flush();');
    expect(edge.intake.signals.filter(({ kind }) => kind === 'push-token').map(({ value }) => value.removed)).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });

  test('components of React tell their screen, and get the messages until they are clicked', async () => {
    const page = await openTab();
    await run(
      page,
      `kairos.identify('anna'); window.token = () => '${edge.keys.customerToken('anna')}';
      await import('/react.js');`,
    );
    await expect.poll(() => times('screen')).toBe(1);
    expect(edge.intake.signals.find(({ value }) => value.name === 'screen')?.value).toMatchObject({
      properties: { name: 'Cart', items: 2 },
    });
    put('m-1');
    const message = page.getByRole('listitem').getByRole('button');
    await message.click();
    await expect.poll(() => edge.intake.signals.map(({ value }) => value.state)).toContain('clicked');
    expect(await message.count()).toBe(0);
    edge.inbox.cards.put('anna', {
      ...{ id: 'c-1', title: 'A card', body: 'Yours', trigger: 't', expiresAt: Date.now() + 60_000 },
      ...{ at: 1, isPinned: true, isShown: false },
    });
    const card = page.getByRole('region', { name: 'Cards' }).getByRole('button', { name: 'A card, pinned' });
    await card.click();
    await expect.poll(() => times('message-dismissed')).toBe(1);
    expect(await card.count()).toBe(0);
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect.poll(() => times('asked')).toBe(1);
  });

  test('the sample app for React Native asks first, then tells, follows, and shows what comes of it', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 51.34, longitude: 12.37, accuracy: 9 });
    const page = await context.newPage();
    await page.goto(shop.url);
    await run(
      page,
      `window.engine = { url: '${edge.url}', key: '${EDGE_INGEST_KEY}',
        token: (customer) => customer === 'anna' ? '${edge.keys.customerToken('anna')}' : undefined };
      await import('/native.js');`,
    );
    await page.getByRole('button', { name: 'Boots into the cart' }).click();
    await page.getByLabel('Your name').fill('anna');
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await run(page, 'return Object.keys(localStorage);')).toEqual([]);
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('button', { name: 'Shops near me' }).click();
    await expect.poll(heard).toEqual(['screen', 'cart', 'identify', 'location']);
    await page.getByText('places around').waitFor();
    put('m-1');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => times('message-dismissed')).toBe(1);
    await expect.poll(() => edge.inbox.wasShown).toEqual(['m-1']);
  });
});
