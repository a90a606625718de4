import { expect, test } from 'vitest';
import type { FailedGroup } from '../../queries/operations.ts';
import { windowOf } from './failed-filter.ts';
import { mergeGroups } from './merge-groups.ts';

const group = (cause: string, count: number, more: Partial<FailedGroup> = {}): FailedGroup => ({
  channel: 'email',
  kind: 'provider-refused',
  cause,
  count,
  tooLate: 1,
  firstAt: 10,
  lastAt: 20,
  example: cause,
  triggers: { rainy: count },
  ...more,
});

test('slices add up to one group for each channel and cause, the largest first', () => {
  const merged = mergeGroups([
    [group('550 gone', 2), group('451 later', 3)],
    [group('550 gone', 5, { firstAt: 5, lastAt: 9, triggers: { rainy: 1, sunny: 4 } })],
    [group('550 gone', 1, { channel: 'webhook' })],
  ]);
  expect(merged.map(({ channel, cause, count }) => `${channel} ${cause} ${count}`)).toEqual([
    'email 550 gone 7',
    'email 451 later 3',
    'webhook 550 gone 1',
  ]);
  expect(merged[0]).toMatchObject({ tooLate: 2, firstAt: 5, lastAt: 20, triggers: { rainy: 3, sunny: 4 } });
});

test('a window ends when it was chosen, so that what fails later is not in it', () => {
  expect(windowOf('-1h', 'email', 7_200_000)).toEqual({ channel: 'email', from: 3_600_000, to: 7_200_000 });
  expect(windowOf('-24h', undefined, 86_400_000)).toEqual({ from: 0, to: 86_400_000 });
});
