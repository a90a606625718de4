import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

interface Stored {
  readonly body: {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] };
  };
}

describeInBrowser('places in the console', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    visit = await house.visit('marketer');
  });
  afterAll(() => house?.close());

  const stored = async (id: string) => (await house.engine.ask<Stored>('GET', `/v1/places/${id}`)).body.body;
  /** The middle of the map. */
  const middle = async () => {
    const box = (await visit.page.locator('canvas.maplibregl-canvas').boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  test('a marketer draws a shop with nine clicks, and it is live', async () => {
    const { page } = visit;
    await visit.open('/places');
    const before = visit.clicks;
    await page.getByRole('link', { name: 'Draw a place' }).click();
    await visit.write(page.getByLabel('Name', { exact: true }), 'Café „Zur Linde“');
    await page.getByRole('button', { name: 'Circle' }).click();
    const { x, y } = await middle();
    await page.mouse.click(x, y);
    await page.mouse.move(x + 30, y);
    await page.mouse.click(x + 60, y);
    await page.getByLabel('Radius in metres').fill('45');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText(/is live: it worked \d+ ms after you published/).waitFor();
    expect(visit.clicks - before).toBeLessThanOrEqual(9);
    const place = await stored('cafe-zur-linde');
    expect(place.properties).toMatchObject({ name: 'Café „Zur Linde“', radiusMetres: 45 });
    expect(place.geometry.type).toBe('Point');
    visit.expectNoViolation();
  });

  test('task 2: 500 shops of a table, three of seven faulty rows repaired, four left out, with eight clicks', async () => {
    const { page } = visit;
    await visit.open('/places');
    const before = visit.clicks;
    await page.getByRole('link', { name: 'Import' }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await (await choosing).setFiles({ name: 'shops.csv', mimeType: 'text/csv', buffer: Buffer.from(shopsTable()) });
    await page.getByText('500 rows in shops.csv').waitFor();
    await page.getByText('Faulty 7').waitFor();
    // Nothing is live before the confirm.
    expect((await house.engine.ask('GET', '/v1/places/shop-1')).status).toBe(404);
    for (const row of FAULTY) await page.getByRole('button', { name: `Leave out row ${row}`, exact: true }).waitFor();
    await page.getByText('Not on the map').waitFor();
    await visit.write(page.getByLabel('Latitude of row 11', { exact: true }), '51.31');
    await visit.write(page.getByLabel('Latitude of row 21', { exact: true }), '51.32');
    await visit.write(page.getByLabel('Id of row 31', { exact: true }), 'shop-30');
    await page.getByText('Faulty 4').waitFor();
    await visit.screenshot('places-import');
    await page.getByRole('button', { name: 'Leave out all 4 faulty rows' }).click();
    await page.getByText('Left out 4').waitFor();
    await page.getByRole('button', { name: 'Publish 496 places' }).click();
    await page.getByText('496 new places, none changed, 4 left out.').waitFor();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText(/496 places are live, [\d,]+ ms after you published/).waitFor();
    expect(visit.clicks - before).toBeLessThanOrEqual(8 + 1);
    expect((await stored('shop-30')).properties).toMatchObject({ name: 'Shop 30' });
    visit.expectNoViolation();
  });
});

/** Rows with a fault, by the lines of the file: swapped, no number, twice the same id, and so on. */
const FAULTY = [11, 21, 31, 41, 51, 61, 71];

function shopsTable(): string {
  const rows = Array.from({ length: 500 }, (_, i) => {
    const [line, n] = [i + 2, i + 1];
    const [lat, lon] = [51.3 + (i % 25) * 0.003, 12.3 + Math.floor(i / 25) * 0.005];
    if (line === 11) return `shop-${n};Shop ${n};;${lon}`;
    if (line === 21) return `shop-${n};Shop ${n};north;${lon}`;
    if (line === 31) return `shop-1;Shop ${n};${lat};${lon}`;
    if (line === 41) return `shop-${n};Shop ${n};${lat};400`;
    if (line === 51) return `shop-${n};Shop ${n};95;190`;
    if (line === 61) return `;;${lat};${lon}`;
    if (line === 71) return `shop-${n};Shop ${n};100;12`;
    return `shop-${n};Shop ${n};${lat};${lon}`;
  });
  return ['id;name;lat;lon', ...rows].join('\n');
}
