import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import english from '../../../console/words/en/index.ts';
import { describeInBrowser } from '../../support/console/browser.ts';
import { findCut, readTexts } from '../../support/console/layout.ts';
import { pseudoOf } from '../../support/console/pseudo.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

const ADDRESSES = [
  ...['/now', '/welcome', '/places', '/places/haus', '/draw/place', '/import/places', '/draw/walk'],
  ...['/triggers', '/begin/trigger', '/connections', '/triggers/rainy-evening-walk-by/build'],
  ...['/triggers/rainy-evening-walk-by/test', '/triggers/rainy-evening-walk-by/versions'],
  ...['/templates', '/templates/store-voucher', '/customers', '/customers/hanna', '/segments'],
  ...['/operations', '/operations/channels', '/operations/failed'],
  ...['/settings/profile', '/settings/workspace', '/settings/people', '/settings/keys', '/settings/log'],
];

/** What stands for itself in every language: the product, keys, formats, units. */
const NAMES =
  /Kairos|Ctrl K|MapLibre|Natural Earth|GeoJSON|CSV|KML|GPX|YAML|JSON|Redis|ClickHouse|OpenID|English|Deutsch|\b(?:ms|km|kB|KB|MB|GB|UTC|CET|Central European Standard Time|Europe\/Berlin|AM|PM|admin|hanna)\b/g;
/** What `Intl` writes. */
const DATES =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:nesday|urday|rsday|sday|day)?\b|\b(?:in |at |and |seconds?|minutes?|hours?|days?|ago|now|yesterday|today|or )\b/g;

describeInBrowser('every page', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole();
    house.engine.nextDay('18:30');
    await house.engine.send({
      customer: 'hanna',
      kind: 'location',
      value: { lat: 52.52, lon: 13.41, accuracyMetres: 10 },
    });
  });
  afterAll(() => house?.close());

  describe('in a language that is longer than English', () => {
    let visit: Visit;
    let data: Set<string>;
    beforeAll(async () => {
      visit = await house.visit('admin');
      // The words of an earlier page would come from what the browser keeps.
      await visit.forgetFiles();
      data = await speakPseudo(visit.page);
    });
    afterAll(async () => {
      // The window knows words that are none: it serves no other visit.
      await visit?.page.close();
      await visit?.close();
    });

    test.each(ADDRESSES)('%s says nothing but words and data, and nothing of it is cut', async (address) => {
      const { page } = visit;
      await openWhole(visit, address);
      expect(await findCut(page)).toEqual([]);
      // What the API answered is gathered a moment after the page has it.
      await expect
        .poll(async () => (await readTexts(page)).filter((text) => isLiteral(text, data)), { timeout: 10_000 })
        .toEqual([]);
    });
  });

  describe('on a phone, in German', () => {
    let visit: Visit;
    beforeAll(async () => {
      visit = await house.visit('admin', { language: 'de', phone: true });
    });
    afterAll(() => visit?.close());

    test.each(ADDRESSES)('%s fits', async (address) => {
      await openWhole(visit, address);
      expect(await findCut(visit.page)).toEqual([]);
    });
  });
});

async function openWhole(visit: Visit, address: string): Promise<void> {
  await visit.open(address);
  await expect.poll(() => visit.page.locator('[aria-busy=true]').count(), { timeout: 15_000 }).toBe(0);
}

/** Puts the pseudo language in the place of English, and gathers every text that the API answers with. */
async function speakPseudo(page: Page): Promise<Set<string>> {
  const words = `export default ${JSON.stringify(pseudoOf(english))};`;
  // A route of Playwright's takes the browser's memory of files from the whole page, which then takes twice as long.
  const debug = await page.context().newCDPSession(page);
  await debug.send('Fetch.enable', { patterns: [{ urlPattern: '*/assets/en-*.js' }] });
  debug.on('Fetch.requestPaused', ({ requestId }) => {
    const responseHeaders = [{ name: 'content-type', value: 'text/javascript' }];
    const body = Buffer.from(words).toString('base64');
    debug.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body }).catch(() => undefined);
  });
  const data = new Set<string>();
  page.on('response', async (answer) => {
    if (!answer.url().includes('/v1/') || !/json/.test(answer.headers()['content-type'] ?? '')) return;
    gather(await answer.json().catch(() => undefined), data);
  });
  return data;
}

function gather(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && /\p{L}/u.test(value)) into.add(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    into.add(key);
    gather(inner, into);
  }
}

/** Leaves what is not of the words. A message with a link in it is several texts, and one may stand within another. */
function withoutWords(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  }
  return rest.replace(/⟦[^⟧]*$|^[^⟦]*⟧/gu, ' ');
}

/** Whether a text has letters that are neither of the words nor of the data. */
function isLiteral(text: string, data: ReadonlySet<string>): boolean {
  let rest = withoutWords(text).replace(NAMES, ' ').replace(DATES, ' ');
  if (!/\p{L}{2}/u.test(rest)) return false;
  const longestFirst = [...data].filter((one) => rest.includes(one)).sort((a, b) => b.length - a.length);
  for (const one of longestFirst) rest = rest.replaceAll(one, ' ');
  // A text that the API gave and the page shortened.
  if ([...data].some((one) => one.includes(text.replace(/…$/, '').trim()))) return false;
  return /\p{L}{2}/u.test(rest);
}
