import { expect, test } from 'vitest';
import { shareOf } from '../hash.ts';
import { type Drawn, templateFor, templatesOf, variantFor } from './variants.ts';

const PLAIN: Drawn = { name: 'walk-by', message: { template: 'long' } };
const THREE: Drawn = {
  name: 'walk-by',
  message: {
    template: 'long',
    variants: [
      { template: 'short', share: 0.3 },
      { template: 'joke', share: 0.2 },
    ],
  },
};
const customers = Array.from({ length: 20_000 }, (_, i) => `c-${i}`);

test('without variants all get the one template, and no variant is told', () => {
  expect(new Set(customers.map((id) => templateFor(PLAIN, id)))).toEqual(new Set(['long']));
  expect(variantFor(PLAIN, 'c-1')).toBeUndefined();
});

test('each variant gets its share of customers, the rest the template itself, always the same', () => {
  const counts = new Map<string, number>();
  for (const id of customers) {
    const one = variantFor(THREE, id)!;
    expect(templateFor(THREE, id)).toBe(one);
    counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const shareOfOne = (one: string) => (counts.get(one) ?? 0) / customers.length;
  for (const [one, share] of [
    ['long', 0.5],
    ['short', 0.3],
    ['joke', 0.2],
  ] as const) {
    expect(Math.abs(shareOfOne(one) - share)).toBeLessThan(0.01);
  }
  expect(counts.size).toBe(3);
});

test('variants are drawn apart from the control group, and for each trigger anew', () => {
  const control = customers.filter((id) => shareOf(`walk-by\n${id}`) < 0.2);
  const short = (ids: readonly string[], drawn: Drawn) =>
    ids.filter((id) => variantFor(drawn, id) === 'short').length / ids.length;
  expect(short(control, THREE)).toBeCloseTo(0.3, 1);
  const ours = customers.filter((id) => variantFor(THREE, id) === 'short');
  expect(short(ours, { ...THREE, name: 'another' })).toBeCloseTo(0.3, 1);
});

test('the templates of a message are the usual one and those of its variants', () => {
  const rest = { purpose: 'offers', channels: 'preferred', expiresMs: 1, stillTrue: false } as const;
  expect(templatesOf({ ...THREE.message, ...rest })).toEqual(['long', 'short', 'joke']);
});
