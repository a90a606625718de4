import { expect, test } from 'vitest';
import { measureDayOf } from '../../test/support/sdk/walks.ts';
import type { DeviceFix, DeviceState, Neighbourhood } from './contract.ts';
import { follow } from './follow.ts';

const START = { lat: 52.52, lon: 13.4, at: Date.UTC(2026, 9, 22), accuracyMetres: 5, speedMetresPerSecond: 1.4 };
const far = (metres: number): Neighbourhood => ({ radiusMetres: metres, validMs: 1_800_000, places: [] });

/** A device on a clock of its own, moved by hand. */
function device(answers: (Neighbourhood | undefined)[], state: DeviceState = {}) {
  const told: unknown[] = [];
  const waits: number[] = [];
  const problems: string[] = [];
  let fix: DeviceFix | Error = START;
  let due = (): void => undefined;
  let asked = 0;
  const stop = follow({
    look: async () => {
      if (fix instanceof Error) throw fix;
      return fix;
    },
    ask: async () => {
      asked++;
      return answers.shift();
    },
    tell: (value) => told.push(value),
    state: () => state,
    wait(ms, run) {
      waits.push(ms);
      due = run;
      return () => {
        due = () => undefined;
      };
    },
    problem: (reason) => problems.push(reason),
  });
  const next = async (to?: DeviceFix | Error): Promise<number> => {
    if (to) {
      fix = to;
      due();
    }
    const before = waits.length - (to ? 0 : 1);
    await expect.poll(() => waits.length).toBeGreaterThan(Math.max(0, before));
    return waits.at(-1)!;
  };
  return { told, problems, next, stop, due: () => due(), asked: () => asked };
}

test('looks again when it could be at an edge, and asks again only when it has left what it was told', async () => {
  const phone = device([far(600), far(12)]);
  const first = await phone.next();
  expect(first).toBeGreaterThan(120_000);
  expect(first).toBeLessThan(595 / 1.4 / 1e-3);
  const near = await phone.next({ ...START, lat: START.lat + 300 / 111_195, at: START.at + first });
  expect(near).toBeLessThan(first / 1.5);
  expect(phone.asked()).toBe(1);
  expect(await phone.next({ ...START, lat: START.lat + 620 / 111_195, at: START.at + 400_000 })).toBe(5_000);
  expect(phone.asked()).toBe(2);
  expect(phone.told).toHaveLength(3);
  phone.stop();
});

test('where sensors say that it lies still it looks every ten minutes, and with little battery half as often near an edge', async () => {
  const still = device([far(20)], { isMoving: false });
  expect(await still.next()).toBe(600_000);
  const empty = device([far(1)], { isMoving: true, battery: 12, isCharging: false });
  expect(await empty.next()).toBe(10_000);
  still.stop();
  empty.stop();
});

test('without an engine it looks as if something could be near; without a position it says so and tries again', async () => {
  const alone = device([undefined, undefined]);
  expect(await alone.next()).toBeLessThan(60_000);
  expect(await alone.next(new Error('denied'))).toBe(60_000);
  expect(alone.problems).toEqual(['the position: denied']);
  alone.stop();
  const { length } = alone.told;
  alone.due();
  expect(alone.told).toHaveLength(length);
});

test('on the walks of a day it takes at most 15 % of the fixes of a tracker and finds 98 % as many in time', async () => {
  const { tracker5s, sdk, sdkWithoutSensors } = await measureDayOf(8);
  expect(sdk.fixesShare).toBeLessThan(0.15);
  expect(sdk.ofExact.inTimeShare / tracker5s.ofExact.inTimeShare).toBeGreaterThanOrEqual(0.98);
  // Eight people: one enter is 0.9 % of them. The bench asks 120 walks.
  expect(sdk.ofTracker.inTimeShare).toBeGreaterThanOrEqual(0.97);
  expect(sdk.ofTracker.enters).toBeGreaterThan(100);
  expect(sdkWithoutSensors.fixesShare).toBeLessThan(0.15);
  expect(sdkWithoutSensors.ofTracker.inTimeShare).toBeGreaterThan(0.965);
});
