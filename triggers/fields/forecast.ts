import { readDuration } from '../arguments/durations.ts';
import type { Answer, Moment, Weather } from '../contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { locateMoment } from '../state/locate-moment.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import { outlookOf } from '../world/outlook.ts';
import { WEATHER_CONDITIONS } from '../world/weather-conditions.ts';
import { WEATHER_NUMBERS } from '../world/weather-numbers.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'forecast',
  summary: 'What the weather will be where the customer is, or at the place, as far as the forecast tells.',
  fields: [
    outlook('rain', 'Rain, drizzle or thunder, and when it begins', isRain),
    outlook('snow', 'Snow or sleet, and when it begins', isSky(['snow', 'sleet'])),
    outlook('thunder', 'Thunder or hail, and when it begins', isSky(['thunder', 'hail'])),
    outlook('dry', 'No rain or snow, and when that begins', isDry),
    {
      name: 'forecast.in.*',
      summary: 'What it will be then, `forecast.in.2h.temperatureCelsius` or `forecast.in.30m.condition`',
      type: 'any',
      expects(rest) {
        const { ms, part, said } = readMember(rest);
        if (ms === undefined) return 'a duration after `forecast.in.`, such as `forecast.in.2h.temperatureCelsius`';
        return part === undefined
          ? expectedOne(`one of ${PARTS.join(', ')} after the duration`, said, PARTS)
          : undefined;
      },
      shapeOf: (rest) =>
        readMember(rest).part === 'condition' ? { type: 'string', values: WEATHER_CONDITIONS } : { type: 'number' },
      bind(rest) {
        const { ms, part } = readMember(rest);
        if (ms === undefined || part === undefined) return () => undefined;
        return (moment) => {
          const then = moment.at + ms;
          return stepsOf(moment)?.find(({ from, until }) => from <= then && then < until)?.weather[part];
        };
      },
    },
  ],
} satisfies FieldGroup;

const PARTS = ['condition', ...WEATHER_NUMBERS] as const;
const WET = ['drizzle', 'rain', 'sleet', 'snow', 'hail', 'thunder'];
const RAIN = ['drizzle', 'rain', 'thunder'];

function outlook(what: string, summary: string, is: (weather: Weather) => Answer) {
  return defineDerived({
    name: `forecast.${what}`,
    summary: `${summary}; for starts-within`,
    type: 'object',
    read(moment) {
      const here = locateMoment(moment);
      const steps = stepsOf(moment);
      if (!here || !steps) return undefined;
      return outlookOf(is, moment.world.weatherAt(here.lat, here.lon, moment.at), steps, moment.at);
    },
  });
}

function stepsOf(moment: Moment) {
  const here = locateMoment(moment);
  return here && moment.world.forecastAt(here.lat, here.lon, moment.at);
}

function isRain({ condition, rainMillimetresPerHour: rain }: Weather): Answer {
  if (condition !== undefined) return RAIN.includes(condition);
  return rain === undefined ? undefined : rain > 0;
}

function isDry({ condition, rainMillimetresPerHour: rain }: Weather): Answer {
  if (condition !== undefined) return !WET.includes(condition);
  return rain === undefined ? undefined : rain === 0;
}

function isSky(conditions: readonly string[]) {
  return ({ condition }: Weather): Answer => (condition === undefined ? undefined : conditions.includes(condition));
}

/** `2h.condition`: when, and what then. */
function readMember(rest: string) {
  const dot = rest.indexOf('.');
  const said = dot < 0 ? '' : rest.slice(dot + 1);
  return { ms: readDuration(dot < 0 ? rest : rest.slice(0, dot)), part: PARTS.find((name) => name === said), said };
}
