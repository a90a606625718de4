import { describe, expect, test } from 'vitest';
import type { OutcomeStore } from '../stores/contract.ts';
import { RowsRefused } from '../stores/contract.ts';
import { groupByTable, groupsOf, insertBatch } from './batch.ts';
import type { StreamEntry } from './stream.ts';

const entry = (seq: number, lines: readonly string[], chars = 10): StreamEntry => ({
  ...{ shard: 1, id: `7-${seq}`, ms: 7, seq, lines, chars },
});
const refused: [line: string, why: string][] = [];
const refuse = async (line: string, why: string) => void refused.push([line, why]);

describe('entries go in groups of a bounded size, and none is split', () => {
  const rows = (count: number) =>
    entry(
      0,
      Array.from({ length: count }, () => 'x'),
    );
  const groupsWith = (entries: readonly StreamEntry[]) =>
    groupsOf(entries).map((group) => group.map(({ lines }) => lines.length));

  test('by rows', () => {
    expect(groupsWith([rows(30_000), rows(50_000), rows(1)])).toEqual([[30_000, 50_000], [1]]);
    expect(groupsWith([rows(1), rows(90_000), rows(2), rows(3)])).toEqual([[1], [90_000], [2, 3]]);
    expect(groupsWith([])).toEqual([]);
  });

  test('by length', () => {
    const long = (chars: number) => entry(0, ['x'], chars);
    const sizes = groupsOf([long(12_000_000), long(12_000_000), long(1), long(24_000_000)]).map((group) =>
      group.map(({ chars }) => chars),
    );
    expect(sizes).toEqual([[12_000_000, 12_000_000], [1], [24_000_000]]);
  });
});

test('rows stand by table with their place, and what is of no table is refused', async () => {
  refused.length = 0;
  const batch = await groupByTable(
    [entry(3, ['s{"id":"a"}', 'zebra', 's{"id":"b"}']), entry(4, ['o{"step":"x"}'])],
    refuse,
  );
  const stands = [...batch].map(([{ table }, all]) => [table, all.map(({ number, line }) => [number, line])]);
  expect(stands).toEqual([
    [
      'signals',
      [
        [0, '{"stored_at":7,"seq":3,"shard":1,"row":0,"id":"a"}'],
        [2, '{"stored_at":7,"seq":3,"shard":1,"row":2,"id":"b"}'],
      ],
    ],
    ['outcomes', [[0, '{"stored_at":7,"seq":4,"shard":1,"row":0,"step":"x"}']]],
  ]);
  expect(refused).toEqual([['zebra', 'not a line of a known table']]);
});

test('lists of a table are one insert, also those that end earlier', async () => {
  const batch = await groupByTable(
    [entry(5, ['F["matched"]', 'T["a"]', 'R["queued"]', 'S["b"]', 'O["sent"]'])],
    refuse,
  );
  expect([...batch].map(([{ table }, rows]) => [table, rows.length])).toEqual([
    ['outcomes', 3],
    ['signals', 2],
  ]);
});

/** A store that cannot read lines in which `bad` stands. */
function storeInto(inserted: string[][], marks = new Set<unknown>()) {
  return {
    async insert(_table: string, lines: readonly string[], more: { mark: string }) {
      marks.add(more.mark);
      if (lines.some((line) => line.includes('bad'))) throw new RowsRefused('cannot read');
      inserted.push(lines.map((line) => /"id":"(\w+)"/.exec(line)![1]!));
    },
  } as unknown as OutcomeStore;
}

test('of rows that cannot be read each is refused alone, and all others go in, once', async () => {
  refused.length = 0;
  const ids = ['a', 'b', 'bad1', 'c', 'd', 'e', 'bad2'];
  const inserted: string[][] = [];
  const marks = new Set<unknown>();
  const batch = await groupByTable(
    [
      entry(
        0,
        ids.map((id) => `s{"id":"${id}"}`),
      ),
    ],
    refuse,
  );
  await insertBatch(storeInto(inserted, marks), batch, 'mark', refuse);
  expect(inserted.flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(refused.map(([line, why]) => [/bad\d/.exec(line)?.[0], why])).toEqual([
    ['bad1', 'cannot read'],
    ['bad2', 'cannot read'],
  ]);
  expect([...marks]).toEqual(['mark']);
});

test('a store that is away refuses no row: the batch fails whole', async () => {
  refused.length = 0;
  const batch = await groupByTable([entry(0, ['s{"id":"a"}', 's{"id":"b"}'])], refuse);
  let calls = 0;
  const away = {
    async insert() {
      calls++;
      throw new Error('connection refused');
    },
  } as unknown as OutcomeStore;
  await expect(insertBatch(away, batch, 'mark', refuse)).rejects.toThrow('connection refused');
  expect([calls, refused]).toEqual([1, []]);
});
