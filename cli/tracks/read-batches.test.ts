import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordedBatch } from '../../engine/studies/contract.ts';
import { BadTrack } from './contract.ts';
import { readTrack } from './read.ts';
import { readBatches } from './read-batches.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-batches-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}
async function read(file: string, check: (kind: string) => string | undefined = () => undefined) {
  const batches: RecordedBatch[] = [];
  for await (const batch of readBatches(file, check, { customer: 'anna' })) batches.push(batch);
  return {
    batches,
    signals: batches.flatMap(({ signals }) => signals),
    refused: batches.flatMap(({ refused }) => refused),
  };
}
const line = (i: number) =>
  JSON.stringify({ id: `ü${i}`, kind: 'event', customer: `c${i}`, at: 1_000 + i, value: { i } });

test('reads a file of many chunks as it is read line by line, also where a chunk cuts a line or a letter', async () => {
  const file = await put('big.ndjson', Array.from({ length: 20_000 }, (_, i) => line(i)).join('\n'));
  const { batches, signals } = await read(file);
  expect(batches.length).toBeGreaterThan(3);
  const one: unknown[] = [];
  for await (const { signal } of readTrack(file)) one.push(signal);
  expect(signals).toEqual(one);
  expect(batches.at(-1)?.done).toBe((await import('node:fs')).statSync(file).size);
});

test('takes a mark at the beginning, carriage returns, blank lines, and signals without an id', async () => {
  const file = await put('odd.jsonl', `\uFEFF${line(0)}\r\n\r\n\n{"kind":"cart","at":"2026-11-12T18:00:00Z"}\n`);
  expect((await read(file)).signals).toEqual([
    { id: 'ü0', kind: 'event', customer: 'c0', at: 1_000, value: { i: 0 } },
    { id: 'line-4', kind: 'cart', customer: 'anna', at: Date.UTC(2026, 10, 12, 18), value: {} },
  ]);
});

test('a signal that cannot be taken is refused alone, with its line', async () => {
  const file = await put('bad.ndjson', `${line(0)}\n${line(1).replace('event', 'evnt')}\n`);
  const { signals, refused } = await read(file, (kind) => (kind === 'evnt' ? 'kind: not known' : undefined));
  expect(signals).toHaveLength(1);
  expect(refused).toEqual([`${file}:2: kind: not known`]);
});

test('a line that is no signal ends it, with its number', async () => {
  const file = await put('broken.ndjson', `${line(0)}\n{"kind":\n`);
  await expect(read(file)).rejects.toThrow(BadTrack);
  await expect(read(file)).rejects.toThrow(':2: expected one JSON object a line');
  const endless = await put('endless.ndjson', 'x'.repeat(2_000_000));
  await expect(read(endless)).rejects.toThrow(':1: expected one JSON object a line');
});

test('other recordings are read as a replay reads them', async () => {
  const file = await put('walk.csv', 'lat,lon,time\n52.5,13.4,2026-11-12T18:00:00Z\n52.6,13.4,2026-11-12T18:01:00Z\n');
  const { signals } = await read(file);
  expect(signals.map(({ kind, customer, value }) => [kind, customer, value.lat])).toEqual([
    ['location', 'anna', 52.5],
    ['location', 'anna', 52.6],
  ]);
});
