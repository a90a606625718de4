import type { Signal } from '../../sdk/protocol.ts';
import type { Position } from '../../triggers/places/contract.ts';
import type { ForecastStep, PossibleChange, Weather, WorldChange } from '../../triggers/world/contract.ts';
import { type Areas, boundsOf, isIn } from './areas.ts';
import { cellOf } from './cells.ts';
import type { AreaWeather, Sighting } from './contract.ts';

/** How long pushed weather counts when its signal does not say. */
const VALID_MS = 3_600_000;

/**
 * Returns the sighting for pushed weather; undefined when it changes nothing. `others`: a provider can have known the
 * weather before.
 */
export function sightingOf(area: AreaWeather, areas: Areas, others: boolean): Sighting | undefined {
  const { weathers, isWhole } = areas.beneath(area);
  const after = area.weather;
  const possible: PossibleChange[] = weathers.map((before) => ({ what: 'weather', before, after }));
  if (!isWhole && others) possible.push({ what: 'weather', after });
  if (possible.length === 0) return undefined;
  const cause = { what: 'weather', area } as const;
  return { id: `weather:${area.id}`, at: area.from, cause, possible, area: boundsOf(area.area) };
}

/**
 * Returns the change that pushed weather is at a position; undefined when it is none that is known. `told` is the
 * provider's weather there.
 */
export function changeBy(
  area: AreaWeather,
  areas: Areas,
  { lat, lon }: Position,
  told: () => Weather | undefined,
): WorldChange | undefined {
  if (!isIn(area.area, lat, lon)) return undefined;
  const other = told();
  const before = areas.before(area, lat, lon);
  return changeBetween(joinWeather(other, before?.weather), joinWeather(other, area.weather));
}

/**
 * Returns the change that a provider's new weather is at a position, with the weather that was pushed there; undefined
 * when it is none that is known.
 */
export function changeInCell(
  { cell, before, after }: { readonly cell: number; readonly before: Weather; readonly after: Weather },
  areas: Areas,
  { lat, lon }: Position,
  at: number,
): WorldChange | undefined {
  if (cellOf(lat, lon) !== cell) return undefined;
  const pushed = areas.at(lat, lon, at)?.weather;
  return changeBetween(joinWeather(before, pushed), joinWeather(after, pushed));
}

/**
 * Fills pushed weather with the provider's values where it has none. A pushed sky condition stands for the whole sky.
 */
export function joinWeather(told: Weather | undefined, pushed: Weather | undefined): Weather | undefined {
  if (!told || !pushed) return pushed ?? told;
  const isSkyPushed =
    pushed.condition !== undefined ||
    pushed.rainMillimetresPerHour !== undefined ||
    pushed.cloudCoverPercent !== undefined;
  if (!isSkyPushed) return { ...told, ...pushed };
  const { condition: _, rainMillimetresPerHour: __, cloudCoverPercent: ___, ...air } = told;
  return { ...air, ...pushed };
}

function changeBetween(before: Weather | undefined, after: Weather | undefined): WorldChange | undefined {
  return before && after && { what: 'weather', before, after };
}

/** Returns the area that a `weather` signal describes. */
export function areaOf({ id, at, value }: Signal): Omit<AreaWeather, 'seq'> {
  const { lat, lon, radiusMetres, area, validSeconds, forecast, turned: _, ...weather } = value as unknown as Pushed;
  return {
    id,
    from: at,
    until: at + (validSeconds === undefined ? VALID_MS : validSeconds * 1_000),
    area: area ?? { lat, lon, radiusMetres },
    weather,
    ...(forecast && { forecast: forecast.map((step) => stepOf(step, at)).sort((a, b) => a.from - b.from) }),
  };
}

type Pushed = Weather & {
  readonly lat: number;
  readonly lon: number;
  readonly radiusMetres: number;
  readonly area?: Extract<AreaWeather['area'], { west: number }>;
  readonly validSeconds?: number;
  readonly forecast?: readonly PushedStep[];
  readonly turned?: unknown;
};

type PushedStep = Weather & { readonly fromMinutes: number; readonly untilMinutes: number };

function stepOf({ fromMinutes, untilMinutes, ...weather }: PushedStep, at: number): ForecastStep {
  return { from: at + fromMinutes * 60_000, until: at + untilMinutes * 60_000, weather };
}
