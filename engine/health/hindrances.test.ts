import { expect, test } from 'vitest';
import type { ChannelState, EngineView } from './contract.ts';
import { findHindrances } from './hindrances.ts';

const AT = 10_000_000;
const engine: EngineView = {
  id: 'e',
  host: 'one',
  roles: ['ingest', 'dispatch', 'sink', 'api'],
  startedAt: 0,
  heardAt: AT,
  isAway: false,
};
const email: ChannelState = {
  name: 'email',
  provider: 'smtp',
  state: 'ready',
  waiting: 0,
  active: 0,
  delayed: 0,
  failed: 0,
  failedLastHour: 0,
  sent: 0,
  errors: 0,
};
const well = {
  at: AT,
  channels: [email],
  redis: { isUp: true, usedShare: 0.2 },
  clickhouse: { isUp: true },
  sink: { entries: 3, oldestMs: 10 },
  engines: [engine],
  isAllPaused: false,
};

test('where nothing is in the way messages flow', () => {
  expect(findHindrances(well)).toEqual({ flows: 'yes', hindrances: [] });
});

test.each([
  ['Redis is away', { redis: { isUp: false }, engines: [] }, 'no', ['redis-away']],
  ['Redis is nearly full', { redis: { isUp: true, usedShare: 0.9 } }, 'no', ['redis-full 90']],
  [
    'no engine sends',
    { engines: [{ ...engine, roles: ['ingest', 'sink'] as const }] },
    'no',
    ['role-missing dispatch'],
  ],
  [
    'the only engine is away',
    { engines: [{ ...engine, isAway: true }] },
    'no',
    ['role-missing ingest', 'role-missing dispatch', 'role-missing sink', 'engine-away one'],
  ],
  [
    'everything is paused',
    { isAllPaused: true, channels: [{ ...email, state: 'paused' as const }] },
    'no',
    ['all-paused'],
  ],
  [
    'one of two channels is paused',
    { channels: [email, { ...email, name: 'webhook', state: 'paused' as const }] },
    'partly',
    ['channel-paused webhook'],
  ],
  [
    'the only channel fails',
    { channels: [{ ...email, state: 'failing' as const, errors: 4, lastError: '451 no' }] },
    'no',
    ['channel-failing email 4 451 no'],
  ],
  [
    'a message waits for three minutes',
    { channels: [{ ...email, oldestAt: AT - 180_000 }] },
    'partly',
    ['channel-stuck email 3'],
  ],
  [
    'a channel that nobody set up is in no one’s way',
    { channels: [email, { ...email, name: 'webhook', state: 'not-set-up' as const }] },
    'yes',
    [],
  ],
  ['ClickHouse is away', { clickhouse: { isUp: false } }, 'partly', ['clickhouse-away']],
  ['ClickHouse is behind', { sink: { entries: 50_000 } }, 'partly', ['sink-behind 50000']],
] as const)('%s', (_, facts, flows, codes) => {
  const found = findHindrances({ ...well, ...facts });
  expect(found.flows).toBe(flows);
  expect(found.hindrances.map(({ code, args }) => [code, ...Object.values(args)].join(' '))).toEqual(codes);
});
