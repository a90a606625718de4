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
