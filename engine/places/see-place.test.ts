import { beforeAll, describe, expect, test } from 'vitest';
import { parsePlaces } from '../../triggers/places/parse-places.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { loadLanguage } from '../definitions/language.ts';
import { seePlace } from './see-place.ts';

let kinds: ReadonlyMap<string, SignalKind>;
beforeAll(async () => {
  kinds = (await loadLanguage()).vocabulary.signals;
});

function see(geometry: object, properties: object = {}) {
  const { places } = parsePlaces(
    'a',
    { type: 'Feature', properties: { id: 'a', ...properties }, geometry },
    () => 'UTC',
  );
  return seePlace(places[0]!, kinds);
}
const circle = (radiusMetres: number) => see({ type: 'Point', coordinates: [12.37, 51.34] }, { radiusMetres });

describe('how exact positions must be', () => {
  test('one fix finds somebody in a circle when it is at least as exact as the circle is wide', () => {
    expect([20, 40, 100].map((radius) => circle(radius).atOnceMetres)).toEqual([20, 40, 100]);
  });

  test('who stays in a small circle is found by two fixes, as long as they are not coarse', () => {
    expect(circle(40).stayingMetres).toBe(100);
    expect(circle(150).stayingMetres).toBe(150);
  });

  test('a circle of 20 m is walked past unseen sooner than one of 60 m', () => {
    expect(circle(20).passingMetres).toBeLessThan(circle(60).passingMetres);
  });

  test('an area goes by its deepest point, wherever its middle lies', () => {
    const bent = [
      [0, 0],
      [0.02, 0],
      [0.02, 0.02],
      [0.0199, 0.02],
      [0.0199, 0.0001],
      [0, 0.0001],
      [0, 0],
    ];
    const thin = see({ type: 'Polygon', coordinates: [bent] });
    expect(thin.atOnceMetres).toBe(5);
  });

  test('a place of any size is answered for', () => {
    expect(circle(1_000_000).atOnceMetres).toBe(circle(1_000).triedMetres);
    expect(circle(1)).toMatchObject({ atOnceMetres: 0, stayingMetres: 100 });
  });
});
