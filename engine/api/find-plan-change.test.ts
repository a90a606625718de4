import { expect, test } from 'vitest';
import { findPlanChange } from './trigger-effect.ts';

const TRIGGER = { kind: 'trigger', name: 'walk-by' } as const;

/** A trigger with so many versions, published a second apart; the newest has the last share. */
function published(shares: readonly string[]): Parameters<typeof findPlanChange>[0] {
  const versions = shares.map((_, i) => ({ version: i + 1, publishedAt: (i + 1) * 1_000 })).reverse();
  return {
    versions: async () => versions,
    version: async (_kind: string, _name: string, version: number) => ({ body: { holdout: shares[version - 1] } }),
  } as unknown as Parameters<typeof findPlanChange>[0];
}
const find = (shares: readonly string[]) => findPlanChange(published(shares), TRIGGER, 1_000_000);

test('a period begins with the version that brought the share; with few that have it, as far back as they are kept', async () => {
  expect(await find(['5%', '10%', '10%'])).toBe(2_000);
  expect(await find(Array.from({ length: 50 }, () => '10%'))).toBe(0);
});

test('of more versions than are looked at it begins with the oldest that was', async () => {
  expect(await find(['5%', ...Array.from({ length: 60 }, () => '10%')])).toBe(12_000);
});
