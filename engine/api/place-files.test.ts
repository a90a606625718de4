import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { ImportFileReport, ImportFileRequest, MapPlaces } from './contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const TABLE = 'id,name,lat,lon\na1,Markt,51.34,12.37\na2,Kiosk,512.34,12.37\na3,Haus,51.35,12.37\n';
const importFile = async (more: Partial<ImportFileRequest> = {}) => {
  const answer = await api.ask('POST', '/v1/places/import-file', { file: 'shops.csv', text: TABLE, ...more });
  return { ...answer, report: answer.body as ImportFileReport };
};
const names = async () => {
  const { body } = await api.ask('GET', '/v1/map/places');
  return (body as MapPlaces).places.map(({ id }) => id);
};

test('a dry run tells of every row and stores nothing', async () => {
  const { status, report } = await importFile();
  expect(status).toBe(200);
  expect(report.rows.map(({ state }) => state)).toEqual(['new', 'faulty', 'new']);
  expect(report.columns).toEqual([
    { name: 'id', is: 'id' },
    { name: 'name', is: 'name' },
    { name: 'lat', is: 'lat' },
    { name: 'lon', is: 'lon' },
  ]);
  expect(await names()).toEqual([]);
});

test('nothing is published while a row is faulty; the refusal names it', async () => {
  const { status, body } = await importFile({ dryRun: false });
  expect(status).toBe(422);
  expect(body).toMatchObject({ problems: [{ source: 'shops.csv, row 3', path: 'geometry.coordinates' }] });
  expect(await names()).toEqual([]);
});

test('repaired rows are published, left out ones are not; the same file again changes nothing', async () => {
  const repaired = { changes: [{ row: 3, cells: { lat: '51.36' } }], leaveOut: [4] };
  const { status, report } = await importFile({ dryRun: false, ...repaired });
  expect([status, report.revision]).toEqual([200, 1]);
  expect(await names()).toEqual(['a1', 'a2']);
  const again = await importFile(repaired);
  expect(again.report.rows.map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'left-out']);
  const less = await importFile({ text: 'id,name,lat,lon\na1,Markt,51.34,12.38\n' });
  expect(less.report.rows.map(({ state }) => state)).toEqual(['changed']);
  expect(less.report.gone).toEqual(['a2']);
});

test('what is wrong only beside other documents is told at its row too', async () => {
  const feature = {
    type: 'Feature',
    properties: { id: 'hall', parent: 'nowhere', radiusMetres: 5 },
    geometry: { type: 'Point', coordinates: [1, 2] },
  };
  const { report } = await importFile({ file: 'hall.geojson', text: JSON.stringify(feature) });
  expect(report.rows[0]).toMatchObject({ state: 'faulty', problems: [{ path: 'properties.parent' }] });
});

test('a file that is none says what was expected', async () => {
  const { status, body } = await importFile({ file: 'photo.png', text: 'PNG' });
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toContain('.geojson');
});
