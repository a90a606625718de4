import * as z from 'zod';
import { say } from '../words/say.ts';
import { WEATHER_CONDITIONS, WEATHER_WORDS } from '../world/weather-conditions.ts';
import type { SignalKind } from './contract.ts';

const lat = say(z.number().min(-90).max(90), { en: 'Latitude', de: 'Breitengrad' }, { unit: '°' });
const lon = say(z.number().min(-180).max(180), { en: 'Longitude', de: 'Längengrad' }, { unit: '°' });

const radiusMetres = say(
  z.number().min(1).max(1_000_000),
  { en: 'Radius', de: 'Umkreis' },
  { kind: 'metres', unit: 'm' },
);
const area = say(
  z.strictObject({
    west: say(lon, { en: 'West', de: 'Westen' }),
    south: say(lat, { en: 'South', de: 'Süden' }),
    east: say(lon, { en: 'East', de: 'Osten' }),
    north: say(lat, { en: 'North', de: 'Norden' }),
  }),
  { en: 'Area', de: 'Gebiet' },
);

const reading = {
  condition: say(z.enum(WEATHER_CONDITIONS), { en: 'Sky', de: 'Himmel' }, { titles: WEATHER_WORDS }).optional(),
  temperatureCelsius: say(
    z.number().min(-100).max(70),
    { en: 'Temperature', de: 'Temperatur' },
    { unit: '°C' },
  ).optional(),
  feelsLikeCelsius: say(
    z.number().min(-120).max(90),
    { en: 'Felt temperature', de: 'Gefühlte Temperatur' },
    { unit: '°C' },
  ).optional(),
  windMetresPerSecond: say(z.number().min(0).max(150), { en: 'Wind', de: 'Wind' }, { unit: 'm/s' }).optional(),
  gustMetresPerSecond: say(z.number().min(0).max(200), { en: 'Gusts', de: 'Böen' }, { unit: 'm/s' }).optional(),
  rainMillimetresPerHour: say(z.number().min(0).max(500), { en: 'Rain', de: 'Regen' }, { unit: 'mm/h' }).optional(),
  cloudCoverPercent: say(
    z.number().min(0).max(100),
    { en: 'Cloud cover', de: 'Bewölkung' },
    { kind: 'percent', unit: '%' },
  ).optional(),
  humidityPercent: say(
    z.number().min(0).max(100),
    { en: 'Humidity', de: 'Luftfeuchte' },
    { kind: 'percent', unit: '%' },
  ).optional(),
  uvIndex: say(z.number().min(0).max(30), { en: 'UV index', de: 'UV-Index' }).optional(),
};

const minutes = z.int().min(0).max(2_880);
const from = say(minutes, { en: 'From', de: 'Von' }, { unit: 'min' });
const until = say(minutes, { en: 'Until', de: 'Bis' }, { unit: 'min' });
const besides = {
  validSeconds: say(z.int().min(60).max(86_400), { en: 'Counts for', de: 'Gilt für' }, { unit: 's' }).optional(),
  /** The forecast by time; from and until count from the time of the signal. */
  forecast: say(
    z
      .array(
        say(z.strictObject({ fromMinutes: from, untilMinutes: until, ...reading }), { en: 'Step', de: 'Abschnitt' }),
      )
      .max(96),
    { en: 'Forecast', de: 'Vorhersage' },
  ).optional(),
};

/** The provider's weather before a turn that the engine recorded: for back-tests. */
const secondsAgo = say(z.number().min(0).max(86_400), { en: 'How long ago', de: 'Vor wie langer Zeit' }, { unit: 's' });
const turned = say(z.strictObject({ ...reading, secondsAgo }), {
  en: 'Before it turned',
  de: 'Vor dem Wechsel',
}).optional();

/**
 * Weather around a point or within a box; a box whose west is greater than its east crosses the antimeridian. It is
 * true for `validSeconds`, an hour when not said, and wins over what the weather provider says.
 */
export default {
  name: 'weather',
  title: { en: 'Weather', de: 'Wetter' },
  summary: {
    en: 'What the weather is in an area, and what it will be.',
    de: 'Wie das Wetter in einem Gebiet ist, und wie es wird.',
  },
  about: 'world',
  shed: 'second',
  value: z.union([
    say(z.strictObject({ lat, lon, radiusMetres, ...reading, ...besides }), {
      en: 'Around a point',
      de: 'Um einen Punkt',
    }),
    say(z.strictObject({ area, ...reading, ...besides, turned }), { en: 'In a box', de: 'In einem Rechteck' }),
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
