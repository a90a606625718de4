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
});
