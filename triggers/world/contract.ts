/** Weather in one area at one time. Metric units. */
export interface Weather {
  readonly condition?: string;
  readonly temperatureCelsius?: number;
  readonly feelsLikeCelsius?: number;
  readonly windMetresPerSecond?: number;
  readonly gustMetresPerSecond?: number;
  readonly rainMillimetresPerHour?: number;
  readonly cloudCoverPercent?: number;
  readonly humidityPercent?: number;
  readonly uvIndex?: number;
}

/** The weather forecast from a time until another. */
export interface ForecastStep {
  readonly from: number;
  readonly until: number;
  readonly weather: Weather;
}

/** Something in the world around customers became different; those who are there may be woken by it. JSON. */
export type WorldChange =
  /** Of the weather where the customer is, as far as it is known. */
  | { readonly what: 'weather'; readonly before: Weather; readonly after: Weather }
  /** Places opened or closed by their hours, at the same instant. */
  | { readonly what: 'opened' | 'closed'; readonly places: readonly string[] }
  /** An item that a place had run out of is there again. */
  | { readonly what: 'stock'; readonly place: string; readonly sku: string; readonly quantity: number };

/**
 * The same before the customers there are looked up: the weather before may differ from one to the other (`before`
 * absent).
 */
export type PossibleChange =
  | { readonly what: 'weather'; readonly before?: Weather; readonly after: Weather }
  | Exclude<WorldChange, { readonly what: 'weather' }>;

/** The customers whom a change of the world concerns; only these are looked up. */
export interface Concern {
  readonly what: WorldChange['what'];
  /** Whether the change may wake it for anybody; a yes too many costs a look, no more. */
  mayWake(change: PossibleChange): boolean;
  /** Only those near places. Absent: all who are where the change is. */
  readonly near?: Vicinity;
}

/** Within so many metres of the edge of one of these places; 0: inside. */
export interface Vicinity {
  readonly places: SelectedPlaces;
  readonly withinMetres: number;
}

/** Which places are meant, as `place-selector.ts` reads it. */
export type SelectedPlaces =
  | 'any'
  | { readonly tag: string }
  | { readonly id: string }
  | { readonly ids: readonly string[] };

/** The world around a position. Synchronous: each function answers from memory, or undefined. */
export interface World {
  /** IANA zone of a position. */
  zoneAt(lat: number, lon: number): string | undefined;
  weatherAt(lat: number, lon: number, at: number): Weather | undefined;
  /** The forecast by time; steps that are over by `at` may still be among it. */
  forecastAt(lat: number, lon: number, at: number): readonly ForecastStep[] | undefined;
  /** How many of an item a place has. */
  stockAt(place: string, sku: string, at: number): number | undefined;
  /** A value that signals about the world keep for everybody, by its field's name. Absent: none is known. */
  valueAt?(name: string, at: number): unknown;
  /** IANA zone of the workspace, the last resort for local time. */
  readonly zone: string;
}
