import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import type { Stories, StoryAsk } from './contract.ts';
import { createStories } from './story.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const IDS = ['hanna', 'visitor-1'];
let clickhouse: TestClickHouse;
let stories: Stories;

beforeAll(async () => {
  clickhouse = await startClickHouse();
  stories = createStories(clickhouse.store);
  const now = Date.now();
  const signals: string[] = [];
  const outcomes: string[] = [];
  // Rows of one commit share their time: what is told apart is the place in the stream.
  for (let i = 0; i < 30; i++) {
    const place = { stored_at: now + Math.floor(i / 4), seq: i % 4, shard: 1, row: i, customer: IDS[i % 2] };
    const at = NOON + i * 60_000;
    const value = i % 3 === 0 ? { lat: 52 + i / 100, lon: 13, accuracyMetres: 8 } : { name: `e${i}` };
    const kind = i % 3 === 0 ? 'location' : 'event';
    signals.push(JSON.stringify({ ...place, id: `s${i}`, kind, at, received_at: at, value, moves: '' }));
    outcomes.push(
      JSON.stringify({
        ...place,
        row: i + 1_000,
        step: 'matched',
        at,
        trigger: 't',
        decision: `d${i}`,
        signal: `s${i}`,
      }),
    );
  }
  await clickhouse.store.insert('signals', signals);
  await clickhouse.store.insert('outcomes', outcomes);
});
afterAll(() => clickhouse.stop());

const page = (ask: Partial<StoryAsk>) => stories.page({ ids: IDS, most: 7, ...ask });
const namesOf = (rows: readonly { readonly [column: string]: unknown }[]) =>
  rows.map((row) => row.decision || row.signal);
const everything = Array.from({ length: 30 }, (_, i) => [`s${i}`, `d${i}`]).flat();

test('pages backwards and forwards have each row of all ids once, in the order in which they were recorded', async () => {
  const newest = await page({});
  expect(namesOf(newest.rows)).toEqual(everything.slice(-7));
  expect(newest).toMatchObject({ of: 60, oldestAt: NOON });
  expect(newest).not.toHaveProperty('newer');
  let back = [...newest.rows];
  for (let one = newest; one.older !== undefined; ) {
    one = await page({ before: one.older });
    back = [...one.rows, ...back];
  }
  expect(namesOf(back)).toEqual(everything);
  const first = await page({ before: back[7]!.mark });
  expect(first).not.toHaveProperty('older');
  let forth = [...first.rows];
  for (let one = first; one.newer !== undefined; ) {
    one = await page({ after: one.newer });
    forth = [...forth, ...one.rows];
  }
  expect(namesOf(forth)).toEqual(everything);
});

test('kinds and a period narrow it, and the count is of all that fits', async () => {
  const kinds = await page({ kinds: ['location', 'sent'], most: 100 });
  expect(kinds.of).toBe(10);
  expect(kinds.rows.every(({ what }) => what === 'location')).toBe(true);
  const period = await page({ from: NOON + 60_000, to: NOON + 3 * 60_000, most: 100 });
  expect(namesOf(period.rows)).toEqual(['s1', 'd1', 's2', 'd2']);
  expect(period.of).toBe(4);
});

test('where nothing fits it names the newest row outside', async () => {
  expect(await page({ kinds: ['cart'] })).toMatchObject({
    rows: [],
    of: 0,
    outside: { what: 'matched', at: NOON + 29 * 60_000 },
    oldestAt: NOON,
  });
  expect(await stories.page({ ids: ['nobody'], most: 7 })).toEqual({ rows: [], of: 0 });
});

test('a mark that is none is as if none was given', async () => {
  expect(namesOf((await page({ before: "1' OR 1" })).rows)).toEqual(everything.slice(-7));
});

test('the track has the positions of all ids, oldest first, and the newest where there are too many', async () => {
  const track = await stories.track({ ids: IDS, most: 100 });
  expect(track.length).toBe(10);
  expect(track[0]).toEqual({ at: NOON, signal: 's0', lat: 52, lon: 13, accuracyMetres: 8 });
  expect((await stories.track({ ids: IDS, most: 2 })).map(({ signal }) => signal)).toEqual(['s24', 's27']);
  expect(await stories.track({ ids: IDS, most: 9, to: NOON + 1 })).toHaveLength(1);
});
