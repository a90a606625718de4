import * as z from 'zod';
import { WEATHER_CONDITIONS } from '../world/weather-conditions.ts';
import type { SignalKind } from './contract.ts';

const lat = z.number().min(-90).max(90);
const lon = z.number().min(-180).max(180);

const reading = {
  condition: z.enum(WEATHER_CONDITIONS).optional(),
  temperatureCelsius: z.number().min(-100).max(70).optional(),
  feelsLikeCelsius: z.number().min(-120).max(90).optional(),
  windMetresPerSecond: z.number().min(0).max(150).optional(),
  gustMetresPerSecond: z.number().min(0).max(200).optional(),
  rainMillimetresPerHour: z.number().min(0).max(500).optional(),
  cloudCoverPercent: z.number().min(0).max(100).optional(),
  humidityPercent: z.number().min(0).max(100).optional(),
  uvIndex: z.number().min(0).max(30).optional(),
};

const minutes = z.int().min(0).max(2_880);
const besides = {
  validSeconds: z.int().min(60).max(86_400).optional(),
  /** The forecast by time; from and until count from the time of the signal. */
  forecast: z
    .array(z.strictObject({ fromMinutes: minutes, untilMinutes: minutes, ...reading }))
    .max(96)
    .optional(),
};

/** The provider's weather before a turn that the engine recorded: for back-tests. */
const turned = z.strictObject({ ...reading, secondsAgo: z.number().min(0).max(86_400) }).optional();

/**
 * Weather around a point or within a box; a box whose west is greater than its east crosses the antimeridian. It is true for
 * `validSeconds`, an hour when not said, and wins over what the weather provider says.
 */
export default {
  name: 'weather',
  summary: 'What the weather is in an area, and what it will be.',
  about: 'world',
  shed: 'second',
  value: z.union([
    z.strictObject({ lat, lon, radiusMetres: z.number().min(1).max(1_000_000), ...reading, ...besides }),
    z.strictObject({
      area: z.strictObject({ west: lon, south: lat, east: lon, north: lat }),
      ...reading,
      ...besides,
      turned,
    }),
  ]),
  ownMembers: ['turned'],
  keeps: {},
  examples: [
    { value: { lat: 48.2, lon: 16.4, radiusMetres: 5_000, condition: 'rain', temperatureCelsius: 9 }, ok: true },
    { value: { area: { west: 16.2, south: 48.1, east: 16.6, north: 48.3 }, rainMillimetresPerHour: 2.5 }, ok: true },
    { value: { area: { west: 170, south: -20, east: -170, north: -10 }, condition: 'clear' }, ok: true },
    {
      value: {
        lat: 48.2,
        lon: 16.4,
        radiusMetres: 5_000,
        condition: 'cloudy',
        forecast: [
          { fromMinutes: 0, untilMinutes: 20, condition: 'cloudy' },
          { fromMinutes: 20, untilMinutes: 60, condition: 'rain', rainMillimetresPerHour: 2 },
        ],
      },
      ok: true,
    },
    { value: { lat: 48.2, lon: 16.4, radiusMetres: 5_000, forecast: [{ condition: 'rain' }] }, ok: false },
    { value: { condition: 'rain' }, ok: false },
    { value: { lat: 48.2, lon: 16.4, condition: 'rain' }, ok: false },
    { value: { lat: 48.2, lon: 16.4, radiusMetres: 5_000, condition: 'wet' }, ok: false },
    { value: { area: { west: 16.2, south: 48.1, east: 16.6 } }, ok: false },
  ],
} satisfies SignalKind;
