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
