import type { Words } from '../words/contract.ts';
import type { Weather } from './contract.ts';

/** The measured numbers of the weather. */
export const WEATHER_NUMBERS = [
  'temperatureCelsius',
  'feelsLikeCelsius',
  'windMetresPerSecond',
  'gustMetresPerSecond',
  'rainMillimetresPerHour',
  'cloudCoverPercent',
  'humidityPercent',
  'uvIndex',
] as const satisfies readonly (keyof Weather)[];

export type WeatherNumber = (typeof WEATHER_NUMBERS)[number];

/** The measured numbers as people read them. */
export const WEATHER_NUMBER_WORDS: Readonly<Record<WeatherNumber, Words>> = {
  temperatureCelsius: { en: 'Temperature (°C)', de: 'Temperatur (°C)' },
  feelsLikeCelsius: { en: 'Felt temperature (°C)', de: 'Gefühlte Temperatur (°C)' },
  windMetresPerSecond: { en: 'Wind (m/s)', de: 'Wind (m/s)' },
  gustMetresPerSecond: { en: 'Gusts (m/s)', de: 'Böen (m/s)' },
  rainMillimetresPerHour: { en: 'Rain (mm/h)', de: 'Regen (mm/h)' },
  cloudCoverPercent: { en: 'Cloud cover (%)', de: 'Bewölkung (%)' },
  humidityPercent: { en: 'Humidity (%)', de: 'Luftfeuchte (%)' },
  uvIndex: { en: 'UV index', de: 'UV-Index' },
};
