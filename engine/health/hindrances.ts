import type { EngineState, Hindrance } from './contract.ts';

type Facts = Omit<EngineState, 'flows' | 'hindrances'> & { readonly isAllPaused: boolean };

/** A message that has waited longer than this for its turn is stuck. */
const STUCK_MS = 60_000;
/** ClickHouse is behind from so many entries on, or when the oldest is so old. */
const BEHIND_ENTRIES = 10_000;
const BEHIND_MS = 60_000;
const FULL_SHARE = 0.85;
const NEEDED_ROLES = ['ingest', 'dispatch', 'sink'] as const;

/** Finds everything that is in the way of messages, the worst first, and says whether they flow. */
export function findHindrances(facts: Facts): Pick<EngineState, 'flows' | 'hindrances'> {
  const stops = findStops(facts);
  const slows = findSlows(facts);
  const sending = facts.channels.filter(({ state }) => state !== 'not-set-up');
  const isNoneReady = sending.length > 0 && sending.every(({ state }) => state !== 'ready');
  const flows = stops.length > 0 || isNoneReady ? 'no' : slows.length > 0 ? 'partly' : 'yes';
  return { flows, hindrances: [...stops, ...slows] };
}

function findStops({ redis, engines, isAllPaused }: Facts): readonly Hindrance[] {
  if (!redis.isUp) return [{ code: 'redis-away', args: {} }];
  const missing = NEEDED_ROLES.filter(
    (role) => role !== 'sink' && !engines.some(({ roles, isAway }) => !isAway && roles.includes(role)),
  );
  return [
    ...((redis.usedShare ?? 0) >= FULL_SHARE
      ? [{ code: 'redis-full' as const, args: { percent: Math.round((redis.usedShare ?? 0) * 100) } }]
      : []),
    ...missing.map((role) => ({ code: 'role-missing' as const, args: { role } })),
    ...(isAllPaused ? [{ code: 'all-paused' as const, args: {} }] : []),
  ];
}

function findSlows({ at, redis, clickhouse, sink, channels, engines, isAllPaused }: Facts): readonly Hindrance[] {
  const found: Hindrance[] = [];
  for (const { name, state, errors, oldestAt, lastError = '', troubles = [] } of channels) {
    for (const { account, kind, reason } of troubles) {
      // One that asks for a slower pace is in nobody's way.
      if (kind !== 'throttled') found.push({ code: `account-${kind}`, args: { channel: name, account, reason } });
    }
    if (state === 'paused' && !isAllPaused) found.push({ code: 'channel-paused', args: { channel: name } });
    if (state === 'failing')
      found.push({ code: 'channel-failing', args: { channel: name, errors, reason: lastError } });
    else if (state === 'ready' && oldestAt !== undefined && at - oldestAt > STUCK_MS)
      found.push({ code: 'channel-stuck', args: { channel: name, minutes: Math.floor((at - oldestAt) / 60_000) } });
  }
  if (!redis.isUp) return found;
  if (!clickhouse.isUp) found.push({ code: 'clickhouse-away', args: {} });
  if (!engines.some(({ roles, isAway }) => !isAway && roles.includes('sink')))
    found.push({ code: 'role-missing', args: { role: 'sink' } });
  if (sink && (sink.entries > BEHIND_ENTRIES || (sink.oldestMs ?? 0) > BEHIND_MS))
    found.push({ code: 'sink-behind', args: { entries: sink.entries } });
  for (const { host, isAway } of engines) if (isAway) found.push({ code: 'engine-away', args: { host } });
  return found;
}
