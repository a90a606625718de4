import type { PageEnd } from '../engine/context/contract.ts';
import { createContexts } from '../engine/context/store.ts';
import { cellAt, cellRanges } from '../engine/context/whereabouts.ts';
import { createWhoIsWhere } from '../engine/context/who-is-where.ts';
import { createClient } from '../sdk/index.ts';
import { INGEST_KEY, startTestEngine } from '../test/support/engine.ts';
import { startRedis, type TestRedis } from '../test/support/redis.ts';
import { documentOf, NOTE, workspaceBody } from '../test/support/workspace.ts';
import type { Bench } from './contract.ts';
import { randomOf } from './data/random.ts';
import { medianOf } from './support/median.ts';

const CUSTOMERS = 100_000;
const PAGE = 128;
const WOKEN = 20_000;
/** A district in a city of a degree: about one in a hundred is there. */
const DISTRICT = { west: 13.4, south: 52.5, east: 13.5, north: 52.6 };
const CITY = { west: 13, south: 52, east: 14, north: 53 };

/** What it costs to know who is where, and how fast those are woken who are there. */
export default {
  name: 'world',
  summary: `Who is where among ${CUSTOMERS} customers, beside a geo set of Redis; and a wave that wakes ${WOKEN} through a whole engine.`,
  async run({ runs, say }) {
    const figures = await medianOf(runs, async () => {
      const redis = await startRedis();
      try {
        return { ...(await index(redis)), ...(await wave()) };
      } finally {
        await redis.stop();
      }
    });
    say(JSON.stringify(figures));
    return { customers: CUSTOMERS, woken: WOKEN, ...figures };
  },
} satisfies Bench;

async function index(redis: TestRedis) {
  const connection = redis.connect();
  const contexts = createContexts(connection, 1);
  const who = createWhoIsWhere(connection);
  const next = randomOf(5);
  const people = Array.from({ length: CUSTOMERS }, (_, i) => ({
    id: `customer-${i}`,
    lat: CITY.south + next() * (CITY.north - CITY.south),
    lon: CITY.west + next() * (CITY.east - CITY.west),
  }));
  const write = async (moves: boolean) => {
    const from = performance.now();
    for (let i = 0; i < people.length; i += 256) {
      const some = people.slice(i, i + 256);
      const loaded = await contexts.load(
        0,
        some.map(({ id }) => id),
      );
      await contexts.commit(
        0,
        some.map(({ id, lat, lon }, j) => ({
          customer: id,
          ...loaded[j]!,
          nextDueAt: 'as-before' as const,
          rows: [],
          jobs: [],
          ...(moves && { movedTo: { period: 1, cell: cellAt(lat, lon) } }),
        })),
      );
    }
    return microsOf(from, people.length);
  };
  await write(false);
  const [staysMicros, movesMicros] = [await write(false), await write(true)];
  for (let i = 0; i < people.length; i += 1_000) {
    const members = people.slice(i, i + 1_000).flatMap(({ id, lat, lon }) => [lon, lat, id]);
    await connection.geoadd('geo', ...members);
  }
  const ranges = [...cellRanges(DISTRICT)];
  const begin = performance.now();
  let found = 0;
  let pages = 0;
  let end: PageEnd | undefined;
  do {
    const page = await who.page(0, 1, ranges, end, PAGE);
    found += page.customers.length;
    pages++;
    end = page.end;
  } while (end);
  const pageMicros = microsOf(begin, pages);
  const geo = performance.now();
  const near = await connection.geosearch('geo', 'FROMLONLAT', 13.45, 52.55, 'BYBOX', 6.77, 11.1, 'km');
  return { staysMicros, movesMicros, found, pageMicros, geoFound: near.length, geoMicrosForAll: microsOf(geo, 1) };
}

async function wave() {
  const engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url),
      NOTE,
      documentOf('trigger', 'rain', {
        name: 'rain',
        on: { weather: { begins: 'rain' } },
        message: { template: 'note', purpose: 'offers', channels: ['email'], expires: '1h' },
      }),
    ],
  });
  const client = createClient({ url: engine.edgeUrl, key: INGEST_KEY, over: 'http', mostPending: 2 * WOKEN });
  const next = randomOf(6);
  try {
    const at = engine.clock.now();
    await engine.send({ kind: 'weather', value: { area: CITY, condition: 'clear' } });
    await client.signals(
      Array.from({ length: WOKEN }, (_, i) => ({
        kind: 'location',
        customer: `c${i}`,
        at,
        value: { lat: CITY.south + next(), lon: CITY.west + next() },
      })),
    );
    await engine.app.woken();
    const from = performance.now();
    await engine.send({ kind: 'weather', at: engine.later(1_000), value: { area: CITY, condition: 'rain' } });
    await engine.app.woken();
    const seconds = (performance.now() - from) / 1_000;
    const matched = engine.outcomes.filter(({ step }) => step === 'matched').length;
    if (matched !== WOKEN) throw new Error(`${matched} of ${WOKEN} were woken`);
    return { wokenPerSecond: Math.round(WOKEN / seconds) };
  } finally {
    await client.close();
    await engine.close();
  }
}

function microsOf(from: number, count: number): number {
  return Math.round((((performance.now() - from) * 1_000) / count) * 10) / 10;
}
