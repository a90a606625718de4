/** A position, degrees, WGS 84. */
export interface Position {
  readonly lat: number;
  readonly lon: number;
}

/** A box, degrees; a west greater than its east crosses the antimeridian. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Rings as GeoJSON has them (RFC 7946): `[lon, lat]`, first equals last, exterior counter-clockwise, holes after it. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

export type Shape =
  | { readonly type: 'circle'; readonly centre: Position; readonly radiusMetres: number }
  | { readonly type: 'polygon'; readonly polygons: readonly (readonly Ring[])[] }
  | { readonly type: 'corridor'; readonly line: readonly Position[]; readonly widthMetres: number };

/** When a place is open, in its own zone: weekday (`mon` … `sun`) to spans of `HH:MM`; a span may pass midnight. */
export type OpeningHours = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** A named area. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly shape: Shape;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly hours?: OpeningHours;
  /** IANA zone; of its centre when not given. */
  readonly zone: string;
  /** A point of it, for distances and weather. */
  readonly centre: Position;
  readonly parent?: string;
  /** Milliseconds since 1970: outside of these it holds nobody. */
  readonly validFrom?: number;
  readonly validTo?: number;
}

/** Which places hold a point. Frozen; a publish builds a new one and swaps it. */
export interface PlacesIndex {
  readonly places: ReadonlyMap<string, Place>;
  /** Every place whose shape holds the position and that is valid at the time, by id; edges count as inside. Never throws. */
  holding(position: Position, at: number): readonly Place[];
  /** The nearest place with the tag by distance to its edge (0 inside), within a bound; undefined when none. */
  nearest(position: Position, tag: string, withinMetres: number): { place: Place; metres: number } | undefined;
  /** Every place within a distance by its edge, nearest first; only those with the tag when one is given. */
  within(position: Position, withinMetres: number, tag?: string): readonly { place: Place; metres: number }[];
}

/** A position as a device tells it. */
export interface Fix extends Position {
  /** Radius within which the device thinks it is right. Absent: the fix is taken at its word. */
  readonly accuracyMetres?: number;
  /** Below 0 or absent: not known. */
  readonly speedMetresPerSecond?: number;
}

/** A movement that wakers may listen to: `enter/2` is an entering that a second fix agreed with. */
export type Transition = 'enter' | 'exit' | `enter/${number}` | `exit/${number}`;

/** What live triggers want to be told of movements beyond entering and leaving. What nobody asks for is neither worked out nor kept. */
export interface Watches {
  /** By how many fixes somebody wants an entering confirmed; ascending. */
  readonly enterFixes: readonly number[];
  /** The same for leaving. */
  readonly exitFixes: readonly number[];
}
