import * as z from 'zod';
import type { ForecastStep, Weather } from '../../triggers/contract.ts';
import type { WeatherProvider, WeatherReading } from './contract.ts';

const ANSWER_WITHIN_MS = 5_000;
const NOW = {
  temperature_2m: 'temperatureCelsius',
  apparent_temperature: 'feelsLikeCelsius',
  relative_humidity_2m: 'humidityPercent',
  precipitation: 'rainMillimetresPerHour',
  weather_code: 'condition',
  cloud_cover: 'cloudCoverPercent',
  wind_speed_10m: 'windMetresPerSecond',
  wind_gusts_10m: 'gustMetresPerSecond',
  uv_index: 'uvIndex',
} as const satisfies Readonly<Record<string, keyof Weather>>;
/** The forecast values that triggers ask for, in steps of a quarter of an hour. */
const LATER = ['temperature_2m', 'precipitation', 'weather_code', 'wind_speed_10m'] as const;
const STEPS = 16;
const STEP_SECONDS = 900;

type Variable = keyof typeof NOW;

const figure = z.number().nullish();
const place = z.object({
  current: z.object({
    /** The seconds over which amounts are summed. */
    interval: z.number().positive(),
    ...(Object.fromEntries(Object.keys(NOW).map((name) => [name, figure])) as Record<Variable, typeof figure>),
  }),
  minutely_15: z
    .object({
      /** Seconds since 1970, the end of each step. */
      time: z.array(z.number()).max(96),
      ...Object.fromEntries(LATER.map((name) => [name, z.array(figure).optional()])),
    })
    .optional(),
});
const answer = z.union([z.array(place), place.transform((one) => [one])]);

/**
 * Creates the provider for Open-Meteo (https://open-meteo.com/en/docs), or for another server with the same API at
 * `baseUrl`. One call gives both the weather and the forecast.
 */
export function createOpenMeteo(baseUrl: string, fetch: typeof globalThis.fetch): WeatherProvider {
  return {
    name: 'open-meteo',
    async fetch(positions, signal) {
      const url = new URL('/v1/forecast', baseUrl);
      url.searchParams.set('latitude', positions.map((p) => p.lat).join(','));
      url.searchParams.set('longitude', positions.map((p) => p.lon).join(','));
      url.searchParams.set('current', Object.keys(NOW).join(','));
      url.searchParams.set('minutely_15', LATER.join(','));
      url.searchParams.set('forecast_minutely_15', String(STEPS));
      url.searchParams.set('timeformat', 'unixtime');
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
      return places.map(readingOf);
    },
  };
}

function readingOf({ current, minutely_15: later }: z.infer<typeof place>): WeatherReading {
  const { interval, ...figures } = current;
  const weather = weatherOf(figures, interval);
  if (!later) return { weather };
  const columns = later as { readonly time: readonly number[] } & Partial<Record<Variable, readonly (number | null)[]>>;
  const forecast = columns.time.map((end, i): ForecastStep => {
    const at = Object.fromEntries(LATER.map((name) => [name, columns[name]?.[i]]));
    return { from: (end - STEP_SECONDS) * 1_000, until: end * 1_000, weather: weatherOf(at, STEP_SECONDS) };
  });
  return { weather, forecast };
}

function weatherOf(figures: Partial<Record<Variable, number | null | undefined>>, sumSeconds: number): Weather {
  const weather: Record<string, number | string> = {};
  for (const [variable, part] of Object.entries(NOW) as [Variable, keyof Weather][]) {
    const value = figures[variable];
    const read = value == null ? undefined : variable === 'weather_code' ? conditionOf(value) : value;
    if (read !== undefined) weather[part] = read;
  }
  const { precipitation } = figures;
  if (precipitation != null) weather.rainMillimetresPerHour = (precipitation * 3_600) / sumSeconds;
  return weather;
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
