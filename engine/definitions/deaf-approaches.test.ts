import { expect, test } from 'vitest';
import { documentOf } from '../../test/support/workspace.ts';
import { findProblems } from './find-problems.ts';

const point = { type: 'Point', coordinates: [13.4, 52.5] };
const placeOf = (id: string, more: object) =>
  documentOf('place', id, { type: 'Feature', properties: { id, tags: ['store'], ...more }, geometry: point });
const shelf = placeOf('shelf', { beacons: ['ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100:7'] });
const shop = placeOf('shop', { radiusMetres: 50 });
const note = documentOf('template', 'note', { name: 'note', channels: { 'in-app': { title: 'Hi', body: 'there' } } });
const near = (places: unknown) =>
  documentOf('trigger', 'near', {
    name: 'near',
    on: { approach: { places, within: 300 } },
    message: { template: 'note', purpose: 'service' },
  });
const warnedOf = async (...documents: Parameters<typeof findProblems>[0]) => {
  const { problems, warnings } = await findProblems([note, ...documents]);
  expect(problems).toEqual([]);
  return warnings.map(({ path }) => path);
};

test.each([{ id: 'shelf' }, { ids: ['shelf'] }, { tag: 'store' }, 'any'])(
  'a trigger that waits for somebody to come near beacons alone, such as %j, is warned of',
  async (places) => {
    expect(await warnedOf(shelf, near(places))).toEqual(['on.approach.places']);
  },
);

test('where one of the places has a size there is no warning', async () => {
  expect(await warnedOf(shelf, shop, near({ tag: 'store' }))).toEqual([]);
  expect(await warnedOf(shelf, shop, near({ id: 'shop' }))).toEqual([]);
});
