import { expect, test } from 'vitest';
import { idOfBeacon, regionOfBeacons } from './beacon-names.ts';
import type { BeaconName, BeaconReading, BeaconRegion } from './contract.ts';
import { followBeacons } from './follow-beacons.ts';

const door = { uuid: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e', major: 100, minor: 7 };

function phone() {
  const told: Readonly<Record<string, unknown>>[] = [];
  let now = 0;
  let hear: (beacons: readonly BeaconReading[]) => void = () => undefined;
  let lose: (region: BeaconRegion) => void = () => undefined;
  let isStopped = false;
  const stop = followBeacons(
    {
      range(heard, gone) {
        [hear, lose] = [heard, gone];
        return () => {
          isStopped = true;
        };
      },
    },
    { now: () => now, tell: (value) => told.push(value) },
  );
  return {
    told,
    stop,
    isStopped: () => isStopped,
    hear(seconds: number, ...beacons: BeaconReading[]) {
      now = seconds * 1_000;
      hear(beacons);
    },
    lose: (region: BeaconRegion) => lose(region),
  };
}

test('a new beacon is told at once, and then every ten seconds with the median of its readings', () => {
  const { told, hear } = phone();
  for (const [second, rssi] of [-70, -71, -40, -72, 0, -71, -73, -99, -70, -72, -71].entries())
    hear(second, { ...door, rssi });
  expect(told).toEqual([
    { beacon: idOfBeacon(door), rssi: -70, readings: 1 },
    { beacon: idOfBeacon(door), rssi: -71, readings: 9 },
  ]);
});

test('what the system lost is told as gone, and is new again after it; of very many the strongest are told', () => {
  const { told, hear, lose, stop, isStopped } = phone();
  hear(0, door);
  lose({ uuid: door.uuid, major: null });
  lose({ uuid: door.uuid, major: 1 });
  hear(1, door);
  expect(told).toEqual([
    { beacon: idOfBeacon(door) },
    { beacon: idOfBeacon(door), gone: true },
    { beacon: idOfBeacon(door) },
  ]);
  told.length = 0;
  hear(2, ...Array.from({ length: 200 }, (_, minor) => ({ ...door, major: 1, minor, rssi: -100 + (minor % 50) })));
  expect(told).toHaveLength(8);
  expect(told.every(({ rssi }) => Number(rssi) >= -52)).toBe(true);
  stop();
  expect(isStopped()).toBe(true);
});

test('a region of the engine is one that modules watch for, and its name again; an unknown kind is none', () => {
  const { uuid } = door;
  const regions = {
    [`ibeacon:${uuid}`]: { uuid },
    [`ibeacon:${uuid}:100`]: { uuid, major: 100 },
    [`ibeacon:${uuid}:0:0`]: { uuid, major: 0, minor: 0 },
    'eddystone:edd1ebeac04e5defa017': { namespace: 'edd1ebeac04e5defa017' },
    'eddystone:edd1ebeac04e5defa017:0123456789ab': { namespace: 'edd1ebeac04e5defa017', instance: '0123456789ab' },
    'eddystone-url:https://example.org/door': { url: 'https://example.org/door' },
  };
  for (const [identifier, region] of Object.entries(regions)) {
    const read = regionOfBeacons(identifier);
    expect(read).toEqual({ identifier, ...region });
    expect(idOfBeacon(read!)).toBe(identifier);
  }
  expect(regionOfBeacons('newer:1:2')).toBeUndefined();
});

test('names each kind of beacon as the engine reads it', () => {
  const names: BeaconName[] = [
    door,
    { namespace: '0xEDD1EBEAC04E5DEFA017', instance: '0x0123456789ab' },
    { url: 'https://example.org/door' },
  ];
  expect(names.map(idOfBeacon)).toEqual([
    'ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100:7',
    'eddystone:EDD1EBEAC04E5DEFA017:0123456789ab',
    'eddystone-url:https://example.org/door',
  ]);
});
