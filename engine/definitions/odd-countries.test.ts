import { expect, test } from 'vitest';
import { documentOf } from '../../test/support/workspace.ts';
import { findProblems } from './find-problems.ts';

const shop = (country: unknown) =>
  documentOf('place', 'shop', {
    type: 'Feature',
    properties: { id: 'shop', radiusMetres: 50, attributes: { country } },
    geometry: { type: 'Point', coordinates: [13.4, 52.5] },
  });

test.each(['Germany', 'ZZ', 49, null])(
  'a country of a place that no calendar knows, such as %j, is warned of',
  async (country) => {
    const { problems, warnings } = await findProblems([shop(country)]);
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([
      {
        path: 'properties.attributes.country',
        expected: expect.stringContaining('goes by DE, the country of its zone'),
      },
    ]);
  },
);

test.each(['DE', 'at', 'de-by'])('a code such as %s is no warning', async (country) => {
  expect(await findProblems([shop(country)])).toEqual({ problems: [], warnings: [] });
});
