import { expect, test } from 'vitest';
import { placeAt, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { problemsWith, runOf } from '../../test/support/waker-run.ts';
import { buildPlacesIndex } from '../places/places-index.ts';

const HERE = { lat: 48, lon: 11 };
const shop = placeAt('shop', HERE.lat, HERE.lon, { shape: { type: 'circle', centre: HERE, radiusMetres: 20 } });
const run = (more: object = {}) =>
  runOf({ pass: { places: { tag: 'store' }, ...more } }, { places: buildPlacesIndex([shop]) });
const north = (metres: number) => ({ lat: HERE.lat + metres / 111_195, lon: HERE.lon, accuracyMetres: 10 });

test('who walked through between two fixes went by, and so did who was seen in it and left at once', () => {
  const walker = run();
  walker.signal(0, 'location', north(-42));
  walker.signal(60, 'location', north(42));
  expect(walker.woken).toMatchObject([{ at: T + 60_000, place: 'shop' }]);
  const seen = run();
  seen.signal(0, 'location', north(0));
  seen.signal(60, 'location', north(84));
  expect(seen.woken).toHaveLength(1);
});

test('who stayed longer did not, nor who is still there', () => {
  const guest = run();
  for (const second of [0, 60, 121]) guest.signal(second, 'location', north(0));
  expect(guest.woken).toEqual([]);
  guest.signal(181, 'location', north(84));
  expect(guest.woken).toEqual([]);
  const longer = run({ within: '5m' });
  longer.signal(0, 'location', north(0));
  longer.signal(181, 'location', north(84));
  expect(longer.woken).toHaveLength(1);
});

test('who stayed exactly as long as it says went by', () => {
  const guest = run({ within: '1m' });
  guest.signal(0, 'location', north(0));
  guest.signal(60, 'location', north(84));
  expect(guest.woken).toHaveLength(1);
});

test('says what it expects', () => {
  expect(problemsWith({ pass: { places: 'any', within: '1h' } })).toHaveLength(1);
  expect(problemsWith({ pass: { places: 'any', within: '10s' } })).toEqual([]);
});
