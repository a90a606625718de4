import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { startConsole, type TestConsole } from '../test/support/console/start-console.ts';
import type { Visit } from '../test/support/console/visit.ts';
import type { Bench } from './contract.ts';
import { figureOf } from './support/median.ts';

const CONDITIONS = 200;
const TRIGGER = 'two-hundred';
/** How fast somebody types who types fast. */
const KEY_MS = 90;
const KEYS = 60;
/** What counts as done, in a page: painted, and not only in the tree. */
const AFTER_PAINT = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))';

/** What the console takes of somebody's time: to load, to change the page, for each key, and to publish. */
export default {
  name: 'console-speed',
  summary:
    'The console in a browser: the first load, each page of the navigation, a key among 200 conditions, publish.',
  async run({ runs, say }) {
    const house = await startConsole({ asPeopleHaveIt: true });
    try {
      house.engine.nextDay('18:30');
      const firstLoad = await loadFirst(house);
      say(`first load: ${firstLoad.scriptKb} KB of script in ${firstLoad.scripts} files, ${firstLoad.titleMs} ms`);
      const routes = await changeRoutes(house, runs);
      for (const { page, firstMs, againMs } of routes) say(`${page}: first ${firstMs} ms, again ${againMs.median} ms`);
      const typing = await typeAmongConditions(house, say);
      const publishToLiveMs = await publishOften(house, runs);
      say(`publish until it is shown as live: ${publishToLiveMs.median} ms`);
      return { firstLoad, routes, conditions: CONDITIONS, typing, publishToLiveMs };
    } finally {
      await house.close();
    }
  },
} satisfies Bench;

/** The first page in a browser that has nothing: what is fetched, in bytes as they come over the line. */
async function loadFirst(house: TestConsole) {
  const visit = await house.visit('marketer');
  const { page } = visit;
  await visit.open('/now');
  await rest(page);
  const measured = (await page.evaluate(`(() => {
    const files = performance.getEntriesByType('resource').filter(({ name }) => /\\.js$/.test(new URL(name).pathname));
    const isMap = ({ name }) => /maplibre|places-layer/.test(name);
    const sum = (some) => Math.round(some.reduce((bytes, one) => bytes + one.encodedBodySize, 0) / 1024);
    const [title] = performance.getEntriesByName('first-contentful-paint');
    return {
      scriptKb: sum(files.filter((one) => !isMap(one))),
      mapKb: sum(files.filter(isMap)),
      scripts: files.length,
      titleMs: Math.round(title?.startTime ?? 0),
    };
  })()`)) as { scriptKb: number; mapKb: number; scripts: number; titleMs: number };
  await visit.close();
  return measured;
}

/** From a click in the navigation until the new page's title is painted: the first time, and again. */
async function changeRoutes(house: TestConsole, runs: number) {
  const visit = await house.visit('admin');
  const { page } = visit;
  await visit.open('/settings/profile');
  await rest(page);
  const links = await menuOf(page).count();
  const times: number[][] = Array.from({ length: links }, () => []);
  for (let run = 0; run <= runs; run++) {
    for (let i = 0; i < links; i++) times[i]!.push(await changeRoute(page, i));
  }
  const names = await menuOf(page).allTextContents();
  await visit.close();
  return names.map((name, i) => {
    const [firstMs = 0, ...again] = times[i]!;
    return { page: name, firstMs, againMs: figureOf(again) };
  });
}

/** The navigation, and not the tabs of a page. */
function menuOf(page: Page) {
  return page.locator('nav[aria-label="Menu"] a');
}

async function changeRoute(page: Page, index: number): Promise<number> {
  const link = menuOf(page).nth(index);
  await page.evaluate(`{
    const before = document.querySelector('main h1')?.textContent;
    globalThis.kairosChanged = new Promise((done) => addEventListener('pointerdown', ({ timeStamp }) => {
      const look = async () => {
        const now = document.querySelector('main h1');
        if (!now || now.textContent === before) return requestAnimationFrame(look);
        await ${AFTER_PAINT};
        done(Math.round(performance.now() - timeStamp));
      };
      look();
    }, { once: true, capture: true }));
    undefined;
  }`);
  await link.click();
  const ms = (await page.evaluate('globalThis.kairosChanged')) as number;
  await rest(page);
  return ms;
}

/** From a key to the painted answer, in a trigger with many conditions: in a field of the form, and in the text. */
async function typeAmongConditions(house: TestConsole, say: (line: string) => void) {
  const visit = await house.visit('marketer');
  const { page } = visit;
  await visit.open('/triggers');
  // A draft: the engine takes 64 conditions, and a form must bear what is written before it is refused.
  const draft = JSON.stringify({ text: stringify(large()), baseVersion: 0, updatedAt: 1 });
  const headers = { 'content-type': 'application/json', 'x-kairos-console': '1' };
  const asking = JSON.stringify({ method: 'PUT', headers, body: draft });
  await page.evaluate(`fetch('/v1/drafts/trigger/${TRIGGER}', ${asking}).then(({ status }) => status)`);
  await visit.open(`/triggers/${TRIGGER}/build`);
  const field = page.locator(`[data-path="when.all[100].event.total"] .test-arguments input`);
  await field.fill('1');
  await rest(page);
  const form = await typeIn(page, '1234567', () => page.keyboard.press('Control+A'));
  say(`a key in the form: ${form.medianMs} ms, p95 ${form.p95Ms} ms`);
  await visit.open(`/triggers/${TRIGGER}/build?view=text`);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await rest(page);
  const text = await typeIn(page, '# rain\n', async () => undefined);
  say(`a key in the text: ${text.medianMs} ms, p95 ${text.p95Ms} ms`);
  await visit.open(`/triggers/${TRIGGER}/build?view=both`);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await rest(page);
  const both = await typeIn(page, '# rain\n', async () => undefined);
  say(`a key in the text, with the form beside it: ${both.medianMs} ms, p95 ${both.p95Ms} ms`);
  await visit.close();
  return { form, text, both };
}

async function typeIn(page: Page, characters: string, begin: () => Promise<unknown>) {
  await page.evaluate(`{
    globalThis.kairosKeys = [];
    addEventListener('keydown', async ({ key, ctrlKey, timeStamp }) => {
      if (ctrlKey || key === 'Control') return;
      await ${AFTER_PAINT};
      globalThis.kairosKeys.push(performance.now() - timeStamp);
    }, true);
  }`);
  for (let i = 0; i < KEYS; i++) {
    const character = characters[i % characters.length]!;
    if (i % characters.length === 0) await begin();
    await page.keyboard.press(character === '\n' ? 'Enter' : character === ' ' ? 'Space' : character);
    await page.waitForTimeout(KEY_MS);
  }
  const times = (await page.evaluate('globalThis.kairosKeys')) as number[];
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? Number.NaN);
  return { keys: times.length, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

/** From the click on Publish until the page says that it is live. */
async function publishOften(house: TestConsole, runs: number) {
  const visit = await house.visit('marketer');
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await publishOnce(visit, run));
  await visit.close();
  return figureOf(times);
}

async function publishOnce(visit: Visit, run: number): Promise<number> {
  const { page } = visit;
  await visit.open('/triggers/big-order/build');
  await visit.write(page.getByLabel('What is it for?'), `Thanks for a big order, the ${run}th way`);
  await page.getByText(/saved at/).waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const button = page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true });
  await page.getByText('No problem found.').last().waitFor();
  await page.evaluate(`{
    globalThis.kairosLive = new Promise((done) => addEventListener('pointerdown', ({ timeStamp }) => {
      const look = async () => {
        if (!/Published in/.test(document.body.textContent)) return requestAnimationFrame(look);
        await ${AFTER_PAINT};
        done(Math.round(performance.now() - timeStamp));
      };
      look();
    }, { once: true, capture: true }));
    undefined;
  }`);
  await button.click();
  return (await page.evaluate('globalThis.kairosLive')) as number;
}

/** Nothing is shown as on its way any more, and the browser has nothing to do. */
async function rest(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate('new Promise((done) => requestIdleCallback(done, { timeout: 2_000 }))');
}

function large(): object {
  return {
    name: TRIGGER,
    summary: 'A trigger with many conditions',
    on: { signal: { kind: 'event', name: 'order-completed' } },
    when: {
      all: Array.from({ length: CONDITIONS }, (_, i) =>
        i % 4 === 0 ? { 'event.total': { 'at-least': i } } : { [`customer.trait${i}`]: { equals: `value-${i}` } },
      ),
    },
    cooldown: '24h',
    message: { template: 'thank-you', purpose: 'service', expires: '1h' },
  };
}
