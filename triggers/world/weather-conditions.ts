import type { Words } from '../words/contract.ts';

/** The words for the sky, worst last. */
export const WEATHER_CONDITIONS = [
  'clear',
  'cloudy',
  'wind',
  'fog',
  'drizzle',
  'rain',
  'sleet',
  'snow',
  'hail',
  'thunder',
] as const;

export type WeatherCondition = (typeof WEATHER_CONDITIONS)[number];

/** The words for the sky as people read them. */
export const WEATHER_WORDS: Readonly<Record<WeatherCondition, Words>> = {
  clear: { en: 'Clear', de: 'Klar' },
  cloudy: { en: 'Cloudy', de: 'Bewölkt' },
  wind: { en: 'Windy', de: 'Windig' },
  fog: { en: 'Fog', de: 'Nebel' },
  drizzle: { en: 'Drizzle', de: 'Niesel' },
  rain: { en: 'Rain', de: 'Regen' },
  sleet: { en: 'Sleet', de: 'Schneeregen' },
  snow: { en: 'Snow', de: 'Schnee' },
  hail: { en: 'Hail', de: 'Hagel' },
  thunder: { en: 'Thunderstorm', de: 'Gewitter' },
};
