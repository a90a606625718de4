import type { Field, Weather } from '../contract.ts';
import { locateMoment } from '../state/locate-moment.ts';
import type { Words } from '../words/contract.ts';
import { WEATHER_CONDITIONS, WEATHER_WORDS } from '../world/weather-conditions.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'weather',
  group: 'weather',
  summary: 'The weather where the customer is, or at the place.',
  fields: [
    weather(
      'condition',
      'string',
      { en: 'Sky', de: 'Himmel' },
      { en: `The sky: ${WEATHER_CONDITIONS.join(', ')}`, de: 'Der Himmel: klar, bewölkt, Regen und so weiter' },
      undefined,
      { values: WEATHER_CONDITIONS, titles: WEATHER_WORDS },
    ),
    weather(
      'temperatureCelsius',
      'number',
      { en: 'Temperature', de: 'Temperatur' },
      { en: 'Temperature of the air', de: 'Temperatur der Luft' },
      '°C',
    ),
    weather(
      'feelsLikeCelsius',
      'number',
      { en: 'Felt temperature', de: 'Gefühlte Temperatur' },
      {
        en: 'What that temperature feels like, with wind and humidity',
        de: 'Wie sich die Temperatur anfühlt, mit Wind und Feuchte',
      },
      '°C',
    ),
    weather(
      'windMetresPerSecond',
      'number',
      { en: 'Wind', de: 'Wind' },
      { en: 'Speed of the wind', de: 'Geschwindigkeit des Windes' },
      'm/s',
    ),
    weather(
      'gustMetresPerSecond',
      'number',
      { en: 'Gusts', de: 'Böen' },
      { en: 'Speed of its gusts', de: 'Geschwindigkeit seiner Böen' },
      'm/s',
    ),
    weather(
      'rainMillimetresPerHour',
      'number',
      { en: 'Rain', de: 'Regen' },
      { en: 'Rain, or snow melted', de: 'Regen, oder geschmolzener Schnee' },
      'mm/h',
    ),
    weather(
      'cloudCoverPercent',
      'number',
      { en: 'Cloud cover', de: 'Bewölkung' },
      { en: 'How much of the sky is covered', de: 'Wie viel des Himmels bedeckt ist' },
      '%',
    ),
    weather(
      'humidityPercent',
      'number',
      { en: 'Humidity', de: 'Luftfeuchte' },
      { en: 'Relative humidity of the air', de: 'Relative Feuchte der Luft' },
      '%',
    ),
    weather(
      'uvIndex',
      'number',
      { en: 'UV index', de: 'UV-Index' },
      {
        en: 'Strength of the ultraviolet light, 0 to 11 and above',
        de: 'Stärke der ultravioletten Strahlung, 0 bis 11 und darüber',
      },
    ),
  ],
} satisfies FieldGroup;

function weather(
  part: keyof Weather,
  type: Field['type'],
  title: Words,
  summary: Words,
  unit?: string,
  closed?: Pick<Field, 'values' | 'titles'>,
): Field {
  return defineDerived({
    name: `weather.${part}`,
    title,
    summary,
    type,
    ...(unit !== undefined && { unit }),
    ...closed,
    read(moment) {
      const here = locateMoment(moment);
      return here && moment.world.weatherAt(here.lat, here.lon, moment.at)?.[part];
    },
  });
}
