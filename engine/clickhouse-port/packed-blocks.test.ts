import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { cityHash128 } from './city-hash.ts';
import { packBlocks } from './packed-blocks.ts';

let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

/** The blocks of a packed file: each with the hash that stands before it. */
function blocksOf(file: Buffer): readonly { readonly hash: Buffer; readonly block: Buffer }[] {
  const blocks: { hash: Buffer; block: Buffer }[] = [];
  for (let at = 0; at < file.length; ) {
    const size = file.readUInt32LE(at + 17);
    blocks.push({ hash: file.subarray(at, at + 16), block: file.subarray(at + 16, at + 16 + size) });
    at += 16 + size;
  }
  return blocks;
}

test('the hash is that of the blocks which ClickHouse itself wrote, of every length', async () => {
  const { store, folder } = clickhouse;
  const settings =
    'SETTINGS min_bytes_for_wide_part = 0, compress_marks = 0, compress_primary_key = 0, ratio_of_defaults_for_sparse_serialization = 1';
  for (let i = 1; i <= 40; i++) {
    await store.command(
      `CREATE TABLE hashed_${i} (a UInt8 CODEC(NONE), t String) ENGINE = MergeTree ORDER BY tuple() ${settings}`,
    );
    await store.command(`INSERT INTO hashed_${i} SELECT number, hex(cityHash64(number)) FROM numbers(${i * 7 - 6})`);
  }
  const files = await readdir(join(folder, 'clickhouse'), { recursive: true });
  const packed = files.filter((name) => /all_1_1_0.*\/(?:a|t)\.bin$/.test(name));
  const blocks = (await Promise.all(packed.map((name) => readFile(join(folder, 'clickhouse', name))))).flatMap(
    blocksOf,
  );
  expect(new Set(blocks.map(({ block }) => block.length)).size).toBeGreaterThan(50);
  for (const { hash, block } of blocks) expect(cityHash128(block)).toEqual(hash);
});

test('what is packed says its sizes, and has every byte', async () => {
  for (const length of [0, 1, 14, 15, 16, 270, 271, 300_000]) {
    const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 7) % 251));
    const blocks = blocksOf(await packBlocks(bytes));
    expect(blocks).toHaveLength(Math.ceil(length / 262_144));
    for (const { hash, block } of blocks) expect(cityHash128(block)).toEqual(hash);
    expect(Buffer.concat(blocks.map(({ block }) => unpack(block)))).toEqual(bytes);
  }
});

/** Reads LZ4 of literals as any reader of LZ4 does. */
function unpack(block: Buffer): Buffer {
  expect(block[0]).toBe(0x82);
  let at = 9;
  let length = block[at++]! >> 4;
  if (length === 15) for (let more = 255; more === 255; length += more) more = block[at++]!;
  expect(block.readUInt32LE(5)).toBe(length);
  return block.subarray(at, at + length);
}
