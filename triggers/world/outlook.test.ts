import { describe, expect, test } from 'vitest';
import type { ForecastStep, Weather } from './contract.ts';
import { outlookOf } from './outlook.ts';

const T = Date.UTC(2026, 5, 1);
const isRain = ({ condition }: Weather) => (condition === undefined ? undefined : condition === 'rain');
/** Steps of an hour from T on, by their sky; `?`: the forecast does not say. */
const steps = (...skies: readonly ('rain' | 'clear' | '?')[]): readonly ForecastStep[] =>
  skies.map((sky, i) => ({ from: hour(i), until: hour(i + 1), weather: sky === '?' ? {} : { condition: sky } }));
const hour = (count: number) => T + count * 3_600_000;
const at = (sky: Weather['condition'] | undefined, forecast: readonly ForecastStep[], now = T) =>
  outlookOf(isRain, sky === undefined ? undefined : { condition: sky }, forecast, now);

describe('the next rain', () => {
  test('begins with the first step of rain after one without, as far as it is known', () => {
    expect(at('clear', steps('clear', 'rain', 'rain', 'clear'))).toEqual({
      now: false,
      startsAt: hour(1),
      knownUntil: hour(1),
    });
  });

  test('is not the rain of now, but the one after it', () => {
    expect(at('rain', steps('rain', 'clear', 'rain'))).toEqual({ now: true, startsAt: hour(2), knownUntil: hour(2) });
    expect(at('rain', steps('rain', 'clear'))).toEqual({ now: true, knownUntil: hour(2) });
  });

  test('begins now when a dry sky and a wet step meet', () => {
    expect(at('clear', steps('rain'), T + 5)).toEqual({ now: false, startsAt: T + 5, knownUntil: T + 5 });
  });

  test('is unknown behind a gap, a step that does not say, or the end', () => {
    expect(at('clear', steps('clear', '?', 'rain'))).toEqual({ now: false, knownUntil: hour(1) });
    expect(at('clear', [...steps('clear'), { ...steps('rain')[0]!, from: hour(2), until: hour(3) }])).toEqual({
      now: false,
      knownUntil: hour(1),
    });
    expect(at('clear', [])).toBeUndefined();
    expect(at('clear', steps('?', 'rain'))).toBeUndefined();
  });

  test('is looked for from now on: steps that are over tell nothing', () => {
    expect(at('clear', steps('rain', 'clear', 'rain'), hour(1))).toEqual({
      now: false,
      startsAt: hour(2),
      knownUntil: hour(2),
    });
  });
});

test('where nobody knows the sky of now, the step of now tells it', () => {
  expect(at(undefined, steps('clear', 'rain'))).toEqual({ now: false, startsAt: hour(1), knownUntil: hour(1) });
  expect(at(undefined, steps('rain', 'rain'), hour(1)), 'a step holds up to its end').toEqual({
    now: true,
    knownUntil: hour(2),
  });
  expect(at(undefined, steps('?'))).toBeUndefined();
});
