import type { Page } from 'playwright-core';
import { startConsole, type TestConsole } from '../test/support/console/start-console.ts';
import type { Bench } from './contract.ts';
import { dice } from './data/places.ts';

const PLACES = 10_000;
/** How often the map is dragged from side to side. */
const DRAGS = 6;
const STEPS = 30;
const MOST_MAP_WAIT_MS = 60_000;

/** What 10,000 places cost on the console's map, and a file of as many rows before it is imported. */
export default {
  name: 'console-map',
  summary:
    'Frames while the map of Places is dragged, with 10,000 places and with none, and a file of 10,000 rows looked at.',
  async run({ runs, say }) {
    const house = await startConsole({ asPeopleHaveIt: true });
    try {
      const bare = await framesWhileDragged(house, runs);
      say(`the sample’s places: ${bare.perSecond} frames a second`);
      const importMs = await lookAtFile(house);
      say(`a file of ${PLACES} rows: looked at in ${importMs} ms`);
      const full = await framesWhileDragged(house, runs);
      say(`with ${PLACES} places more: ${full.perSecond} frames a second, by ${full.renderer}`);
      const share = Math.round((full.perSecond / bare.perSecond) * 100) / 100;
      return { places: PLACES, renderer: full.renderer, bare, full, share, importPreviewMs: importMs };
    } finally {
      await house.close();
    }
  },
} satisfies Bench;

interface Frames {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly renderer: string;
}

async function framesWhileDragged(house: TestConsole, runs: number): Promise<Frames> {
  const visit = await house.visit('marketer');
  const { page } = visit;
  page.setDefaultTimeout(MOST_MAP_WAIT_MS);
  await visit.open('/places');
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))');
  const box = (await page.locator('canvas.maplibregl-canvas').boundingBox())!;
  const frames: number[] = [];
  for (let run = 0; run < runs; run++) frames.push(...(await dragOnce(page, box)));
  const renderer = (await page.evaluate(`(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const named = gl?.getExtension('WEBGL_debug_renderer_info');
    return named ? gl.getParameter(named.UNMASKED_RENDERER_WEBGL) : 'unknown';
  })()`)) as string;
  await visit.close();
  frames.sort((a, b) => a - b);
  const at = (share: number) => Math.round((frames[Math.floor((frames.length - 1) * share)] ?? 0) * 10) / 10;
  const mean = frames.reduce((sum, ms) => sum + ms, 0) / frames.length;
  return { perSecond: Math.round((1_000 / mean) * 10) / 10, medianMs: at(0.5), p95Ms: at(0.95), renderer };
}

/** The milliseconds of each frame while the map is dragged from side to side. */
async function dragOnce(
  page: Page,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Promise<readonly number[]> {
  await page.evaluate(`{
    globalThis.kairosFrames = [];
    let last = performance.now();
    const count = (now) => {
      globalThis.kairosFrames?.push(now - last);
      last = now;
      if (globalThis.kairosFrames) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  }`);
  const middle = y + height / 2;
  await page.mouse.move(x + width * 0.2, middle);
  await page.mouse.down();
  for (let drag = 0; drag < DRAGS; drag++) {
    await page.mouse.move(x + width * (drag % 2 === 0 ? 0.8 : 0.2), middle, { steps: STEPS });
  }
  await page.mouse.up();
  return (await page.evaluate(`(() => {
    const frames = globalThis.kairosFrames;
    globalThis.kairosFrames = undefined;
    return frames;
  })()`)) as readonly number[];
}

/** Looks at a file of places and publishes it; the milliseconds of the look. */
async function lookAtFile({ engine }: TestConsole): Promise<number> {
  const random = dice(11);
  const rows = Array.from(
    { length: PLACES },
    (_, i) => `b${i},Place ${i},${51.2 + random() * 0.3},${12.2 + random() * 0.4},40`,
  );
  const text = ['id,name,lat,lon,radius', ...rows].join('\n');
  const started = performance.now();
  const looked = await engine.ask<{ rows: unknown[] }>('POST', '/v1/places/import-file', { file: 'b.csv', text });
  const ms = Math.round(performance.now() - started);
  if (looked.body.rows?.length !== PLACES) throw new Error(`${looked.status} ${looked.text.slice(0, 500)}`);
  await engine.ask('POST', '/v1/places/import-file', { file: 'b.csv', text, dryRun: false });
  return ms;
}
