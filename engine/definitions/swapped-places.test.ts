import { expect, test } from 'vitest';
import { documentOf } from '../../test/support/workspace.ts';
import type { Document } from './contract.ts';
import { findProblems } from './find-problems.ts';

const workspace = (zone: string) => documentOf('workspace', 'workspace', { zone });
const shop = (id: string, lon: number, lat: number, zone?: string): Document =>
  documentOf('place', id, {
    type: 'Feature',
    properties: { id, radiusMetres: 50, ...(zone !== undefined && { zone }) },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });

async function warned(...documents: readonly Document[]): Promise<readonly string[]> {
  const { problems, warnings } = await findProblems(documents);
  expect(problems).toEqual([]);
  return warnings.map(({ source, path, expected }) => `${source.replace(/^.*\//, '')} ${path}: ${expected}`);
}

test('a place that lies far from the workspace and would lie in it swapped is warned of', async () => {
  expect(await warned(workspace('Europe/Vienna'), shop('vienna', 48.2, 16.35))).toEqual([
    expect.stringMatching(
      /geometry.coordinates: positions as \[longitude, latitude\]: as given it lies in Asia\/Aden, far from everything else; swapped it would lie in Europe\/Vienna/,
    ),
  ]);
  expect(await warned(workspace('Europe/Berlin'), shop('vienna', 48.2, 16.35))).toHaveLength(1);
  expect(await warned(workspace('Europe/Vienna'), shop('vienna', 16.35, 48.2))).toEqual([]);
});

test('a file that is swapped from beginning to end is warned of at each of its places', async () => {
  const cities = [shop('vienna', 48.2, 16.35), shop('graz', 47.07, 15.44), shop('linz', 48.3, 14.29)];
  expect(await warned(workspace('Europe/Vienna'), ...cities)).toHaveLength(3);
});

test('without a zone that says where, the other places say it', async () => {
  const right = [shop('vienna', 16.35, 48.2), shop('graz', 15.44, 47.07)];
  expect(await warned(workspace('UTC'), ...right, shop('linz', 48.3, 14.29))).toHaveLength(1);
  expect(await warned(workspace('UTC'), shop('linz', 48.3, 14.29))).toEqual([]);
});

test('a place that is truly there is no warning: others are near it, swapped it would lie nowhere of ours, or it says its zone', async () => {
  const riyadh = shop('riyadh', 46.7, 24.7);
  expect(await warned(workspace('Europe/Berlin'), shop('berlin', 13.4, 52.5), riyadh)).toEqual([]);
  const bucharest = [workspace('Europe/Bucharest'), shop('bucharest', 26.1, 44.4)];
  expect(await warned(...bucharest, riyadh)).toHaveLength(1);
  expect(await warned(...bucharest, riyadh, shop('baghdad', 44.4, 33.3))).toEqual([]);
  expect(await warned(...bucharest, shop('riyadh', 46.7, 24.7, 'Asia/Riyadh'))).toEqual([]);
  expect(await warned(workspace('America/New_York'), shop('boston', -71.06, 42.36))).toEqual([]);
});
