import { Buffer } from 'node:buffer';
import type { Response } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

/** What a change of the draft takes on a busy machine. */
const SOON = { timeout: 10_000 };

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
  /** Publishes what is edited, by the dialog that shows it. */
  const publish = async () => {
    await visit.page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  /** The middle of the map. */
  const middle = async (page = visit.page) => {
    // A map that is not there yet, or is still drawn the first time, takes no click.
    const canvas = page.locator('canvas.maplibregl-canvas');
    await canvas.waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const box = (await canvas.boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  test('a marketer draws a shop with nine clicks, and it is live', async () => {
    const { page } = visit;
    await visit.open('/places');
    await visit.screenshot('places');
    const before = visit.clicks;
    await page.getByRole('link', { name: 'Draw a place' }).click();
    await visit.write(page.getByLabel('Name', { exact: true }), 'Café „Zur Linde“');
    await page.getByRole('button', { name: 'Circle' }).click();
    const { x, y } = await middle();
    await page.mouse.click(x, y);
    await page.mouse.move(x + 30, y);
    await page.mouse.click(x + 60, y);
    await page.getByLabel('Radius in metres').fill('45');
    await publish();
    await page.getByText(/Published in/).waitFor();
    await page.waitForURL('**/places/cafe-zur-linde');
    expect(visit.clicks - before).toBeLessThanOrEqual(9);
    const place = await stored('cafe-zur-linde');
    expect(place.properties).toMatchObject({ name: 'Café „Zur Linde“', radiusMetres: 45 });
    expect(place.geometry.type).toBe('Point');
    visit.expectNoViolation();
  });

  test('a tool that was chosen stays chosen while the map is drawn anew for another light', async () => {
    const own = await house.visit('editor');
    const { page } = own;
    await own.open('/draw/place');
    await page.getByLabel('Name', { exact: true }).fill('Evening stop');
    await page.getByRole('button', { name: 'Circle' }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
    const { x, y } = await middle(page);
    await page.mouse.click(x, y);
    await page.mouse.move(x + 30, y);
    await page.mouse.click(x + 60, y);
    await page.getByLabel('Radius in metres').waitFor();
    own.expectNoViolation();
    await own.close();
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
    // A reload loses neither the file nor what was repaired.
    await page.reload();
    await page.getByText('Faulty 4').waitFor();
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

  test('an edit is a draft that survives a reload, undo takes it back by keyboard, and a conflict is told', async () => {
    const { page } = visit;
    await visit.open('/places/lipa-haus');
    await page.getByText('rainy-evening-walk-by').waitFor();
    await page.getByText('How exact positions must be').waitFor();
    await visit.screenshot('places-one');
    await page.getByRole('button', { name: 'Edit' }).click();
    const name = page.getByLabel('Name', { exact: true });
    const before = await name.inputValue();
    const kept: string[] = [];
    page.on('response', (answer) => {
      if (keepsDraft(answer)) kept.push(answer.request().postData() ?? '');
    });
    await name.fill('<img src=x onerror=alert(1)>‮');
    await page.getByText(/You see your draft/).waitFor();
    await page
      .getByRole('button', { name: 'Set opening hours' })
      .or(page.getByRole('button', { name: /^Monday 9–10/ }))
      .first()
      .focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => name.inputValue()).toBe(before);
    await page.keyboard.press('Control+y');
    await expect.poll(() => name.inputValue()).toContain('onerror');
    // Undone and done again before it was kept anew, it is kept already.
    await expect.poll(() => kept.at(-1)).toContain('onerror');
    await page.reload();
    await expect.poll(() => name.inputValue()).toContain('onerror');
    const { body } = await house.engine.ask<Stored>('GET', '/v1/places/lipa-haus');
    const other = { ...body.body, properties: { ...body.body.properties, summary: 'changed elsewhere' } };
    expect((await house.engine.ask('PUT', '/v1/places/lipa-haus', other)).status).toBe(200);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Both changes touch different lines and fit together.').waitFor();
    await dialog.getByRole('button', { name: 'Take both into my draft' }).click();
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const merged = (await stored('lipa-haus')).properties;
    expect(merged).toMatchObject({ summary: 'changed elsewhere', name: expect.stringContaining('onerror') });
    await page.getByRole('button', { name: 'Versions' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Version \d+ by marketer/ })
      .waitFor();
    await visit.expectAccessible();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Version/ })
      .last()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /live again/ })
      .click();
    await page.getByText(/is live again/).waitFor();
    expect((await stored('lipa-haus')).properties.name).toBe(before);
    await page.keyboard.press('Escape');
    visit.forgive(/409/);
    visit.expectNoViolation();
  });

  test('an area of several parts is edited part by part, by pointer and keyboard, and keeps every digit of the others', async () => {
    const { page } = visit;
    const square = (lon: number, lat: number, size: number) => [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ];
    // More decimals than anybody draws.
    const first = [square(12.3701234567891, 51.34, 0.003), square(12.371, 51.341, 0.001)];
    const geometry = { type: 'MultiPolygon', coordinates: [first, [square(12.376, 51.34, 0.002)]] };
    const body = { type: 'Feature', properties: { id: 'halls', name: 'Two halls' }, geometry };
    expect((await house.engine.ask('PUT', '/v1/places/halls', body)).status).toBe(200);
    await visit.open('/places/halls?tab=edit');
    const part = page.getByLabel('Part', { exact: true });
    await expect
      .poll(() => part.locator('option').allTextContents())
      .toEqual(['Part 1 · 4 corners, one hole', 'Part 2 · 4 corners']);
    const options = () => part.locator('option').allTextContents();
    // A corner of the second part, by its field.
    await part.selectOption({ label: 'Part 2 · 4 corners' });
    await page.getByText('Coordinates', { exact: true }).click();
    await page.getByLabel('Point 1: Latitude').fill('51.3395');
    // A third part, drawn on the map.
    await page.getByRole('button', { name: 'Add a part' }).click();
    const { x, y } = await middle();
    for (const [right, down] of [
      [90, -90],
      [140, -90],
      [140, -140],
    ] as const) {
      await page.mouse.move(x + right - 5, y + down);
      await page.mouse.click(x + right, y + down);
    }
    await page.keyboard.press('Enter');
    await expect.poll(options, SOON).toHaveLength(3);
    await expect.poll(() => part.inputValue(), SOON).toBe('2');
    // A hole in it, and a fourth part beside all others, by keyboard.
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await press('Cut a hole');
    await press('Type the coordinates');
    await expect.poll(options, SOON).toContain('Part 3 · 3 corners, one hole');
    await press('Remove hole 1');
    await expect.poll(options, SOON).toContain('Part 3 · 3 corners');
    await press('Add a part');
    await press('Type the coordinates');
    await expect.poll(options, SOON).toHaveLength(4);
    await expect.poll(() => part.inputValue(), SOON).toBe('3');
    await visit.expectAccessible();
    await visit.screenshot('places-parts');
    await press('Remove part 4');
    await expect.poll(options, SOON).toHaveLength(3);
    await page.keyboard.press('Control+z');
    await expect.poll(options, SOON).toHaveLength(4);
    await page.keyboard.press('Control+y');
    await expect.poll(options, SOON).toHaveLength(3);
    await publish();
    const coordinates = (await stored('halls')).geometry.coordinates as number[][][][];
    expect(coordinates.map((rings) => rings.map((ring) => ring.length))).toEqual([[5, 5], [5], [4]]);
    expect(coordinates[0]).toEqual(first);
    expect(coordinates[1]![0]![0]).toEqual([12.376, 51.3395]);
    visit.expectNoViolation();
  });

  test('a comment in the text of a place survives the form, and the text stands beside it', async () => {
    const { page } = visit;
    const written = `# drawn by the city
type: Feature
properties:
  id: commented
  name: Old name # as on the sign
  radiusMetres: 60
geometry: {type: Point, coordinates: [12.37, 51.34]}
`;
    const documents = [{ kind: 'place', name: 'commented', text: written, expectedVersion: 0 }];
    expect((await house.engine.ask('POST', '/v1/publish', { documents })).status).toBe(200);
    await visit.open('/places/commented?tab=edit&view=both');
    const text = page.getByRole('textbox', { name: 'As text (YAML)' });
    await text.getByText('# as on the sign').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('New name');
    await text.getByText('New name').waitFor();
    await text.getByText('60', { exact: true }).click();
    await page.keyboard.press('End');
    await page.keyboard.type('0');
    await expect.poll(() => page.getByLabel('Radius in metres').inputValue()).toBe('600 m');
    await page.getByText(/saved at/).waitFor();
    await visit.expectAccessible();
    await publish();
    const { text: live } = (await house.engine.ask<{ text: string }>('GET', '/v1/places/commented')).body;
    expect(live).toBe(written.replace('Old name', 'New name').replace('60', '600'));
    visit.expectNoViolation();
  });

  test('a place may be called as what one does with places', async () => {
    const { page } = visit;
    for (const id of ['new', 'import', 'walk']) {
      const body = {
        type: 'Feature',
        properties: { id, name: `Called ${id}`, radiusMetres: 40 },
        geometry: { type: 'Point', coordinates: [12.37, 51.34] },
      };
      expect((await house.engine.ask('PUT', `/v1/places/${id}`, body)).status).toBe(200);
      await visit.open(`/places/${id}`);
      await page.getByRole('heading', { level: 2, name: `Called ${id}` }).waitFor();
    }
  });

  test('a place is drawn, opened at hours and published by keyboard alone', async () => {
    const { page } = visit;
    await visit.open('/draw/place');
    const clicks = visit.clicks;
    const press = async (role: 'button' | 'textbox', name: string | RegExp) => {
      await page.getByRole(role, { name }).first().focus();
      await page.keyboard.press('Enter');
    };
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('By hand');
    await press('button', 'Area');
    await press('button', 'Type the coordinates');
    await page.getByText('Coordinates', { exact: true }).focus();
    await page.keyboard.press('Enter');
    const south = page.getByLabel('Point 1: Latitude');
    await south.focus();
    const farther = (Number(await south.inputValue()) - 0.0002).toFixed(5);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(farther);
    await page.keyboard.press('Tab');
    await press('button', 'Add a point after point 2');
    await press('button', 'Set opening hours');
    await page.getByRole('button', { name: /^Monday 9–10/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Monday 10–11: open' }).waitFor();
    await visit.screenshot('places-edit');
    await visit.expectAccessible();
    await press('button', 'Publish');
    await page.getByRole('dialog').getByText('No problem found.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(visit.clicks).toBe(clicks);
    const place = await stored('by-hand');
    expect(place.properties).toMatchObject({ name: 'By hand', hours: { mon: [['09:00', '11:00']] } });
    expect((place.geometry.coordinates[0] as unknown[]).length).toBe(6);
  });

  test('a shelf is a point with beacons in place of a radius, by keyboard', async () => {
    const own = await house.visit('marketer');
    const { page } = own;
    await own.open('/draw/place');
    await page.getByLabel('Name', { exact: true }).fill('Shoes');
    await page.getByRole('button', { name: 'Circle' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Type the coordinates' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'Beacons in place of a radius' }).focus();
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Radius in metres').count()).toBe(0);
    const beacons = page.getByRole('combobox', { name: 'Beacons', exact: true });
    await beacons.fill('door');
    await page.keyboard.press('Enter');
    await page.getByText(/parts at the end may be left out/).waitFor();
    await page.keyboard.press('Backspace');
    await beacons.fill('ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100');
    await page.keyboard.press('Enter');
    await page.getByLabel('Signal at least').fill('-75');
    await own.expectAccessible();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const { properties, geometry } = await stored('shoes');
    expect(properties).toEqual({
      ...{ id: 'shoes', name: 'Shoes', rssiAtLeast: -75 },
      beacons: ['ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100'],
    });
    expect(geometry.type).toBe('Point');
    own.expectNoViolation();
    await own.close();
  });

  test('a walk that is drawn says fix by fix what it sets off, and touches nobody', async () => {
    const { page } = visit;
    await visit.open('/draw/walk');
    await page.getByRole('button', { name: 'Type coordinates' }).click();
    await page.getByText('Coordinates', { exact: true }).click();
    const [lon, lat] = [12.375519, 51.33552];
    for (const [label, value] of [
      ['Point 1: Latitude', lat],
      ['Point 1: Longitude', lon - 0.003],
      ['Point 2: Latitude', lat],
      ['Point 2: Longitude', lon + 0.003],
    ] as const) {
      await page.getByLabel(label).fill(String(value));
    }
    await page.getByText('Entered Lipa Kiosk Leuschnerplatz').first().waitFor();
    await page.getByRole('button', { name: 'Next event' }).click();
    await page
      .getByRole('complementary', { name: 'What the walk sets off' })
      .getByText(/Position \d+/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('main').getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await visit.screenshot('places-walk');
    await visit.expectAccessible();
    await page.reload();
    await page.getByText('Entered Lipa Kiosk Leuschnerplatz').first().waitFor();
    const german = await house.visit('marketer', { language: 'de' });
    await german.open('/draw/walk');
    await german.page.getByRole('button', { name: 'Koordinaten eingeben' }).click();
    await german.page.getByText('Koordinaten', { exact: true }).click();
    await german.page.getByLabel('Punkt 1: Breitengrad').fill(String(lat));
    await german.page.getByLabel('Punkt 1: Längengrad').fill(String(lon - 0.003));
    await german.page.getByLabel('Punkt 2: Breitengrad').fill(String(lat));
    await german.page.getByLabel('Punkt 2: Längengrad').fill(String(lon + 0.003));
    const says = german.page.getByRole('complementary');
    await says
      .getByRole('button', { name: /Lipa Kiosk Leuschnerplatz betreten/ })
      .first()
      .click();
    await expect.poll(() => says.textContent()).toMatch(/nicht bekannt\)|\(war |Einwilligung|Ruhezeit/);
    await expect.poll(() => says.textContent()).not.toMatch(/is unknown|one-of|at-most|no consent/);
    await german.close();
    visit.expectNoViolation();
    const rows = await house.engine.rows<{ n: string }>("SELECT count() AS n FROM signals WHERE customer = 'walker'");
    expect(Number(rows[0]!.n)).toBe(0);
  });

  test('who may write and not publish is told so, and the engine refuses too', async () => {
    const editor = await house.visit('editor', { language: 'de' });
    await editor.open('/draw/place');
    await editor.page.getByText('Ihre Rollen dürfen nicht veröffentlichen.').waitFor();
    const status = await editor.page.evaluate(`fetch('/v1/places/import-file', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kairos-console': '1' },
      body: JSON.stringify({ file: 'a.csv', text: 'id,lat,lon\\nx,1,1', dryRun: false }),
    }).then(({ status }) => status)`);
    expect(status).toBe(403);
    await editor.close();
  });
});

function keepsDraft(answer: Response): boolean {
  const asked = answer.request();
  return answer.url().includes('/v1/drafts/') && asked.method() === 'PUT';
}

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
