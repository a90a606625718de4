import { afterEach, beforeEach, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';
import type { CapacitorKairos } from './contract.ts';
import { createCapacitor } from './create-capacitor.ts';

let edge: TestIngest;
let client: CapacitorKairos;
/** What plugins keep, and what they were asked to call. */
const kept = new Map<string, string>();
const listeners = new Map<string, (state: { isActive: boolean; connected: boolean }) => void>();

beforeEach(async () => {
  kept.clear();
  listeners.clear();
  edge = await startIngest();
});
afterEach(async () => {
  await client.close();
  await edge.ingest.close();
});

const plugin = {
  async addListener(event: string, heard: (state: { isActive: boolean; connected: boolean }) => void) {
    listeners.set(event, heard);
    return { remove: async () => void listeners.delete(event) };
  },
};
const start = (url = edge.url): CapacitorKairos => {
  client = createCapacitor({
    ...{ url, key: EDGE_INGEST_KEY, gatherMs: 1, firstWaitMs: 1, mostWaitMs: 5, onProblem: () => undefined },
    preferences: {
      get: async ({ key }) => ({ value: kept.get(key) ?? null }),
      set: async ({ key, value }) => void kept.set(key, value),
      remove: async ({ key }) => void kept.delete(key),
      keys: async () => ({ keys: [...kept.keys()] }),
    },
    app: plugin,
    network: plugin,
    geolocation: {
      getCurrentPosition: async () => ({
        timestamp: Date.now(),
        coords: { latitude: 51.34, longitude: 12.37, accuracy: 9, altitude: null, speed: 1.2, heading: Number.NaN },
      }),
    },
  });
  return client;
};

test('keeps what was told offline in the app’s preferences until the engine has it', async () => {
  const before = start('http://127.0.0.1:9');
  before.screen('Cart');
  await before.flush(30);
  await before.close();
  expect([...kept.keys()].some((name) => name.includes(':signal:'))).toBe(true);
  const after = start();
  expect(await after.flush(60_000)).toBe(true);
  expect(edge.intake.signals.map(({ value }) => value.name)).toEqual(['screen']);
});

test('follows the position by its plugin, only while the app is in front where it says so, and lets go of plugins', async () => {
  start();
  await expect.poll(() => [...listeners.keys()].sort()).toEqual(['appStateChange', 'networkStatusChange']);
  listeners.get('appStateChange')?.({ isActive: false, connected: true });
  const stop = client.followPosition({ onlyInUse: true, state: () => ({ isMoving: false }) });
  client.track('hidden');
  expect(await client.flush(60_000)).toBe(true);
  expect(edge.intake.signals.map(({ kind }) => kind)).toEqual(['event']);
  listeners.get('appStateChange')?.({ isActive: true, connected: true });
  await expect.poll(() => edge.intake.signals.at(-1)?.value).toMatchObject({ lat: 51.34, accuracyMetres: 9 });
  expect(edge.intake.signals.at(-1)?.value).not.toHaveProperty('headingDegrees');
  stop();
  await client.close();
  await expect.poll(() => listeners.size).toBe(0);
});
