import type { Moment, TriggerDefinition } from '../../triggers/contract.ts';
import { templateFor, variantFor } from '../../triggers/deciding/variants.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import { countryOf } from '../../triggers/state/country-of.ts';
import { knownPosition, knownValue } from '../../triggers/state/known.ts';
import { locateMoment } from '../../triggers/state/locate-moment.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import { minuteOfDay, WEEKDAYS, weekdayOf } from '../../triggers/time/zone.ts';
import type { Live } from '../definitions/contract.ts';
import type { Facts } from '../outcomes/contract.ts';
import { localeOf } from './compose.ts';

/** Returns the facts of a decision's moment; undefined: it was put off before, and its facts stand with its match. */
export function momentFacts(decision: Decision, live: Live): Facts | undefined {
  const { candidate, resumed, group } = decision;
  const { trigger, moment } = candidate;
  if (resumed || !('message' in trigger.definition)) return undefined;
  const definition = trigger.definition as TriggerDefinition;
  const { state, at, place } = moment;
  const template = templateFor(definition, state.id);
  const variant = variantFor(definition, state.id);
  const zone = zoneOf(moment);
  const here = locateMoment(moment);
  const weather = here && moment.world.weatherAt(here.lat, here.lon, at);
  return {
    deviceForm: textOf(knownValue(state, 'device.form', at)),
    deviceSystem: textOf(knownValue(state, 'device.os', at))?.toLowerCase(),
    weather: weather?.condition,
    temperatureBand: bandOf(weather?.temperatureCelsius),
    hour: Math.floor(minuteOfDay(zone, at) / 60),
    weekday: WEEKDAYS.indexOf(weekdayOf(zone, at)) + 1,
    country: countryOf(moment)?.slice(0, 2),
    cell: cellOf(moment),
    placeTags: place?.tags ?? NO_TAGS,
    purpose: definition.message.purpose,
    template,
    ...(variant !== undefined && { variant }),
    locale: localeOf(moment, live, template),
    group,
    isAlone: decision.result === 'held-back' && decision.isAlone === true,
  };
}

const NO_TAGS: readonly string[] = Object.freeze([]);
const MOST_CHARS = 40;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, MOST_CHARS) : undefined;
}

/** In degrees Celsius. */
function bandOf(temperature: number | undefined): string | undefined {
  if (temperature === undefined) return undefined;
  if (temperature < 0) return '<0';
  if (temperature >= 30) return '30+';
  const from = Math.floor(temperature / 10) * 10;
  return `${from}-${from + 10}`;
}

/** A hundredth of a degree is a good kilometre: it tells a part of a town, and no address. */
function cellOf({ state, at }: Moment): string | undefined {
  const position = knownPosition(state, at);
  return position && `${position.lat.toFixed(2)} ${position.lon.toFixed(2)}`;
}
