import type { Field, Weather } from '../contract.ts';
import { locateMoment } from '../state/locate-moment.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import { WEATHER_CONDITIONS } from '../world/weather-conditions.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'weather',
  summary: 'The weather where the customer is, or at the place.',
  fields: [
    weather('condition', 'string', `The sky: ${WEATHER_CONDITIONS.join(', ')}`, undefined, WEATHER_CONDITIONS),
    weather('temperatureCelsius', 'number', 'Temperature of the air', '°C'),
    weather('feelsLikeCelsius', 'number', 'What that temperature feels like, with wind and humidity', '°C'),
    weather('windMetresPerSecond', 'number', 'Speed of the wind', 'm/s'),
    weather('gustMetresPerSecond', 'number', 'Speed of its gusts', 'm/s'),
    weather('rainMillimetresPerHour', 'number', 'Rain, or snow melted', 'mm/h'),
    weather('cloudCoverPercent', 'number', 'How much of the sky is covered', '%'),
    weather('humidityPercent', 'number', 'Relative humidity of the air', '%'),
    weather('uvIndex', 'number', 'Strength of the ultraviolet light, 0 to 11 and above'),
  ],
} satisfies FieldGroup;

function weather(
  part: keyof Weather,
  type: Field['type'],
  summary: string,
  unit?: string,
  values?: readonly string[],
): Field {
  return defineDerived({
    name: `weather.${part}`,
    summary,
    type,
    ...(unit !== undefined && { unit }),
    ...(values && { values }),
    read(moment) {
      const here = locateMoment(moment);
      return here && moment.world.weatherAt(here.lat, here.lon, moment.at)?.[part];
    },
  });
}
