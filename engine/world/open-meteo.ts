import * as z from 'zod';
import type { Weather } from '../../triggers/contract.ts';
import type { WeatherProvider } from './contract.ts';

const ANSWER_WITHIN_MS = 5_000;
const VARIABLES = 'temperature_2m,precipitation,weather_code,cloud_cover,wind_speed_10m';

const place = z.object({
  current: z.object({
    /** Seconds that amounts are summed over. */
    interval: z.number().positive(),
    temperature_2m: z.number().nullish(),
    precipitation: z.number().nullish(),
    weather_code: z.number().nullish(),
    cloud_cover: z.number().nullish(),
    wind_speed_10m: z.number().nullish(),
  }),
});
const answer = z.union([z.array(place), place.transform((one) => [one])]);

/** The present weather from Open-Meteo (https://open-meteo.com/en/docs) or whoever speaks its language at `baseUrl`. */
export function openMeteo(baseUrl: string, fetch: typeof globalThis.fetch): WeatherProvider {
  return {
    name: 'open-meteo',
    async fetch(positions, signal) {
      const url = new URL('/v1/forecast', baseUrl);
      url.searchParams.set('latitude', positions.map((p) => p.lat).join(','));
      url.searchParams.set('longitude', positions.map((p) => p.lon).join(','));
      url.searchParams.set('current', VARIABLES);
      url.searchParams.set('wind_speed_unit', 'ms');
      const either = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const reply = await fetch(url, { signal: either, redirect: 'error' });
      if (!reply.ok) {
        await reply.body?.cancel();
        throw new Error(`${url.host} answered ${reply.status}`);
      }
      const places = answer.parse(await reply.json());
      if (places.length !== positions.length) {
        throw new Error(`${url.host} answered for ${places.length} of ${positions.length} positions`);
      }
      return places.map(({ current }) => weatherOf(current));
    },
  };
}

function weatherOf(current: z.infer<typeof place>['current']): Weather {
  const { interval, temperature_2m, precipitation, weather_code, cloud_cover, wind_speed_10m } = current;
  const condition = weather_code == null ? undefined : conditionOf(weather_code);
  return {
    ...(condition !== undefined && { condition }),
    ...(temperature_2m != null && { temperatureCelsius: temperature_2m }),
    ...(precipitation != null && { rainMillimetresPerHour: (precipitation * 3_600) / interval }),
    ...(cloud_cover != null && { cloudCoverPercent: cloud_cover }),
    ...(wind_speed_10m != null && { windMetresPerSecond: wind_speed_10m }),
  };
}

/** WMO code table 4677, as far as Open-Meteo uses it: the last code of each condition. */
const CONDITIONS: readonly (readonly [upTo: number, condition: string])[] = [
  [1, 'clear'],
  [3, 'cloudy'],
  [48, 'fog'],
  [57, 'drizzle'],
  [65, 'rain'],
  [67, 'sleet'],
  [77, 'snow'],
  [82, 'rain'],
  [86, 'snow'],
  [95, 'thunder'],
  [99, 'hail'],
];

function conditionOf(code: number): string | undefined {
  return CONDITIONS.find(([upTo]) => code <= upTo)?.[1];
}
