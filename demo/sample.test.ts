import { expect, test } from 'vitest';
import { findProblems } from '../engine/definitions/find-problems.ts';
import { readFolder } from '../engine/definitions/folder.ts';
import { placesIn, SAMPLE_FOLDER } from './sample.ts';

const { documents } = await readFolder(SAMPLE_FOLDER);

test('the sample workspace can be published as it is', async () => {
  const { problems, warnings } = await findProblems(documents);
  expect(problems).toEqual([]);
  // It is made up, and has to be there at a first start, which knows no secrets.
  expect(warnings.map(({ path }) => path)).toEqual(['providers.webhook.secret']);
});

test('it is a retailer with dozens of shops: outlines and circles, with hours, tags and attributes', async () => {
  const places = await placesIn(SAMPLE_FOLDER);
  const stores = places.filter(({ tags }) => tags.includes('store'));
  expect(stores.length).toBeGreaterThanOrEqual(30);
  expect(stores.filter(({ shape }) => shape.type === 'polygon').length).toBeGreaterThanOrEqual(30);
  expect(stores.some(({ shape }) => shape.type === 'circle')).toBe(true);
  for (const { hours, attributes, zone } of stores) {
    expect(Object.keys(hours ?? {}).length).toBeGreaterThanOrEqual(6);
    expect(attributes).toMatchObject({ address: expect.any(String), umbrellas: expect.any(Number) });
    expect(zone).toBe('Europe/Berlin');
  }
  const tags = new Set(places.flatMap((place) => place.tags));
  for (const tag of ['station', 'park', 'corridor', 'district']) expect(tags).toContain(tag);
});
