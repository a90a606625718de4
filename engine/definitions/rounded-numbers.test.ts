import { expect, test } from 'vitest';
import { parseFile } from './file.ts';
import { findProblems } from './find-problems.ts';
import { findRoundedNumbers } from './rounded-numbers.ts';

test('a number that lost its last digits is refused with its place, and what to write instead', async () => {
  const { documents } = parseFile(
    'triggers/big.yaml',
    `name: big
summary: An order of one customer.
on: { signal: { kind: event, name: Order } }
when: { all: [{ event.customerId: 76561198012345679 }, { event.total: { above: 9007199254740991 } }] }
message: { template: t, purpose: offers, channels: [email] }
`,
  );
  const { problems } = await findProblems(documents);
  expect(problems).toEqual([
    {
      source: 'triggers/big.yaml',
      path: 'when.all[0].event.customerId',
      expected: 'a number up to 2^53, or the digits of a longer one in quotes; got 76561198012345680',
    },
  ]);
});

test('attributes of places are looked at, coordinates have a check of their own', () => {
  const body = {
    type: 'Feature',
    id: 2 ** 60,
    geometry: { type: 'Point', coordinates: [1e20, 0] },
    properties: { attributes: { shop: [2 ** 53, '9007199254740993', 0.5, 1e-20] } },
  };
  const paths = findRoundedNumbers({ kind: 'place', source: 's', body }).map(({ path }) => path);
  expect(paths).toEqual(['id', 'properties.attributes.shop[0]']);
});
