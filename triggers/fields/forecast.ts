import { readDuration } from '../arguments/durations.ts';
import type { Answer, Moment, Weather } from '../contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { locateMoment } from '../state/locate-moment.ts';
import type { Words } from '../words/contract.ts';
import { outlookOf } from '../world/outlook.ts';
import { WEATHER_CONDITIONS, WEATHER_WORDS } from '../world/weather-conditions.ts';
import { WEATHER_NUMBERS } from '../world/weather-numbers.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'forecast',
  group: 'weather',
  summary: 'What the weather will be where the customer is, or at the place, as far as the forecast tells.',
  fields: [
    outlook(
      'rain',
      { en: 'Rain to come', de: 'Kommender Regen' },
      { en: 'Rain, drizzle or thunder, and when it begins', de: 'Regen, Niesel oder Gewitter, und wann es beginnt' },
      isRain,
    ),
    outlook(
      'snow',
      { en: 'Snow to come', de: 'Kommender Schnee' },
      { en: 'Snow or sleet, and when it begins', de: 'Schnee oder Schneeregen, und wann es beginnt' },
      isSky(['snow', 'sleet']),
    ),
    outlook(
      'thunder',
      { en: 'Thunderstorm to come', de: 'Kommendes Gewitter' },
      { en: 'Thunder or hail, and when it begins', de: 'Gewitter oder Hagel, und wann es beginnt' },
      isSky(['thunder', 'hail']),
    ),
    outlook(
      'dry',
      { en: 'Dry weather to come', de: 'Kommendes trockenes Wetter' },
      { en: 'No rain or snow, and when that begins', de: 'Kein Regen oder Schnee, und wann das beginnt' },
      isDry,
    ),
    {
      name: 'forecast.in.*',
      title: { en: 'Weather to come', de: 'Kommendes Wetter' },
      summary: {
        en: 'What it will be then, `forecast.in.2h.temperatureCelsius` or `forecast.in.30m.condition`',
        de: 'Wie es dann sein wird, `forecast.in.2h.temperatureCelsius` oder `forecast.in.30m.condition`',
      },
      type: 'any',
      expects(rest) {
        const { ms, part, said } = readMember(rest);
        if (ms === undefined) return 'a duration after `forecast.in.`, such as `forecast.in.2h.temperatureCelsius`';
        return part === undefined
          ? expectedOne(`one of ${PARTS.join(', ')} after the duration`, said, PARTS)
          : undefined;
      },
      shapeOf: (rest) =>
        readMember(rest).part === 'condition'
          ? { type: 'string', values: WEATHER_CONDITIONS, titles: WEATHER_WORDS }
          : { type: 'number' },
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

function outlook(what: string, title: Words, summary: Words, is: (weather: Weather) => Answer) {
  return defineDerived({
    name: `forecast.${what}`,
    title,
    summary: { en: `${summary.en}; for starts-within`, de: `${summary.de}; für „beginnt innerhalb von“` },
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
