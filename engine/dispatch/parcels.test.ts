import { expect, test } from 'vitest';
import type { DeliveryJob } from '../jobs/contract.ts';
import { groupBy, isParcel, messagesIn, packParcels } from './parcels.ts';

const job = (id: string, priority = 50) => ({ id, priority }) as DeliveryJob;
const idsIn = (jobs: readonly DeliveryJob[], most: number) =>
  packParcels(jobs, most).map((load) => {
    const ids = messagesIn(load).map(({ id }) => id);
    return isParcel(load) ? ids : ids.join();
  });

test('messages of one priority go together, at most so many, in order; one alone is no parcel', () => {
  const jobs = [job('a'), job('b', 90), job('c'), job('d'), job('e')];
  expect(idsIn(jobs, 3)).toEqual([['a', 'c', 'd'], 'e', 'b']);
  expect(idsIn(jobs, 4)).toEqual([['a', 'c', 'd', 'e'], 'b']);
  expect(idsIn(jobs, 1)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(idsIn([job('a')], 32)).toEqual(['a']);
  expect(idsIn([], 32)).toEqual([]);
});

test('what has the same key is together, in order', () => {
  expect([...groupBy(['an', 'bo', 'al', 'be', 'cy'], (name) => name[0])]).toEqual([
    ['a', ['an', 'al']],
    ['b', ['bo', 'be']],
    ['c', ['cy']],
  ]);
});
