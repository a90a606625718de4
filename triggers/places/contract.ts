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

/**
 * Rings as GeoJSON has them (RFC 7946): `[lon, lat]`, first equals last, exterior counter-clockwise, holes after it.
 */
export type Ring = readonly (readonly [lon: number, lat: number])[];

export type Shape =
  | { readonly type: 'circle'; readonly centre: Position; readonly radiusMetres: number }
  | { readonly type: 'polygon'; readonly polygons: readonly (readonly Ring[])[] }
  | { readonly type: 'corridor'; readonly line: readonly Position[]; readonly widthMetres: number }
  /** Where a place with beacons is: it holds no position. */
  | { readonly type: 'point'; readonly centre: Position };

/** When a place is open, in its own zone: weekday (`mon` … `sun`) to spans of `HH:MM`; a span may pass midnight. */
export type OpeningHours = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** The beacons of a place: whoever hears one is in it. */
export interface Beacons {
  /** Names as `namesOfBeacon` gives them. */
  readonly names: readonly string[];
  /** How strong one must be heard to enter, in dBm. Absent: heard at all. */
  readonly rssiAtLeast?: number;
  /** After so long without hearing one the customer has left. */
  readonly silentMs: number;
}

/** A named area, or where some beacons are heard. */
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
  /** In place of a shape, which is a point then. */
  readonly beacons?: Beacons;
  /** Milliseconds since 1970: outside of these times no customer is in it. */
  readonly validFrom?: number;
  readonly validTo?: number;
}

/** Which places hold a point. Frozen; a publish builds a new one and swaps it. */
export interface PlacesIndex {
  readonly places: ReadonlyMap<string, Place>;
  /**
   * Every place whose shape holds the position and that is valid at the time, by id; edges count as inside. Never
   * throws.
   */
  holding(position: Position, at: number): readonly Place[];
  /**
   * The nearest place by distance to its edge (0 inside), of those with the tag if one is given, within a bound;
   * undefined when none.
   */
  nearest(position: Position, tag: string | undefined, withinMetres: number, at?: number): NearbyPlace | undefined;
  /**
   * Every place within a distance by its edge, nearest first; only those with the tag when one is given. Both take only
   * those that are valid at a time when one is given.
   */
  within(position: Position, withinMetres: number, tag?: string, at?: number): readonly NearbyPlace[];
  /**
   * Places that the straight way between two positions may lead through: every one whose edge it crosses and that is
   * valid at a time, and perhaps some more; in no order. `mostMetres` is an upper bound of its length. Costs least just
   * after `holding` was asked about its end.
   */
  along(from: Position, to: Position, at: number, mostMetres: number): readonly Place[];
  /** Every place with beacons within a distance that is valid at a time, nearest first. */
  beaconsWithin(position: Position, withinMetres: number, at: number): readonly NearbyPlace[];
  /** Every place that one of these names of a beacon belongs to, in no order; most often there is none. */
  withBeacon(names: readonly string[]): readonly Place[];
  /**
   * How far a position is from a place of this index, 0 inside; infinite when further than `most`, and for a place with
   * beacons.
   */
  metresTo(place: Place, position: Position, most?: number): number;
  /**
   * How far a position is from the edge of a place of this index, inside or outside; infinite when further than `most`.
   */
  metresToEdge(place: Place, position: Position, most: number): number;
}

/** A place, and how far it is to its edge; 0 inside. */
export interface NearbyPlace {
  readonly place: Place;
  readonly metres: number;
}

/** A position as a device tells it. */
export interface Fix extends Position {
  /** Radius within which the device thinks it is right. Absent: the fix is taken at its word. */
  readonly accuracyMetres?: number;
  /** Below 0 or absent: not known. */
  readonly speedMetresPerSecond?: number;
  /** How it was found: one of `POSITION_SOURCES`. */
  readonly source?: string;
}

/** A fix and its time, milliseconds since 1970. */
export interface TimedFix extends Fix {
  readonly at: number;
}

/** The straight way between two fixes. */
export interface Stretch {
  readonly from: TimedFix;
  readonly to: TimedFix;
}

/** The way between two fixes: the shortest on the ground, at an even speed. */
export interface Way {
  readonly from: Position;
  readonly to: Position;
  /** When it ended, and how long it took. */
  readonly at: number;
  readonly ms: number;
  readonly metres: number;
  /** How far each end may be wrong. */
  readonly errors: readonly [from: number, to: number];
}

/**
 * A movement that wakers may listen to: `enter/2` is an entering that a second fix agreed with, `first-visit` one that
 * was never known before, `approach/300m` and `approach/180s` the coming near a place, `seen/120000ms` the first fix
 * for so long that found them in it.
 */
export type Transition =
  | 'enter'
  | 'exit'
  | 'first-visit'
  | `enter/${number}`
  | `exit/${number}`
  | `approach/${number}m`
  | `approach/${number}s`
  | `seen/${number}ms`;

/**
 * What a fix or a beacon set off. `as` is the name of an entering or leaving where it has another: `enter/2` when a
 * second fix agrees, `first-visit` beside the entering itself. `seen` is a fix that found them in a place again.
 */
export type PlaceMovement =
  | ({ readonly type: 'enter'; readonly place: Place; readonly as?: Transition } & Noticed)
  | ({
      readonly type: 'exit';
      readonly place: Place;
      /** How long they were in it; absent: it is not known. */
      readonly insideMs?: number;
      /** When a fix last found them there; absent: it is not known. */
      readonly seenAt?: number;
      readonly as?: Transition;
    } & Noticed)
  | { readonly type: 'seen'; readonly place: Place; readonly unseenMs: number; readonly as: Transition }
  | { readonly type: 'approach'; readonly place: Place; readonly as: Transition };

/** How it was noticed, where no fix was in the place for certain. */
export interface Noticed {
  /** The way between two fixes led through it. */
  readonly passing?: true;
  /** The beacon that was heard. */
  readonly beacon?: string;
}

/** Movements beyond entering and leaving that live triggers wait for. All others are neither worked out nor kept. */
export interface Watches {
  /** Numbers of fixes by which triggers want an entering confirmed; ascending. */
  readonly enterFixes: readonly number[];
  /** The same for leaving. */
  readonly exitFixes: readonly number[];
  /**
   * Of whose places it is told that a fix found the customer there again, by after how many milliseconds without one.
   */
  readonly sights: BySelector<readonly number[]>;
  /** Rings whose crossing triggers wait for, by the places they are around. */
  readonly rings: Rings;
  /** Places whose visits are counted. */
  readonly visits: BySelector<true>;
}

/** Requests for every place, for those with a tag, and for some by id. */
export interface BySelector<T> {
  readonly all?: T;
  readonly tags: ReadonlyMap<string, T>;
  readonly ids: ReadonlyMap<string, T>;
}

/** Rings by whose places they are around. */
export interface Rings extends BySelector<readonly NearRing[]> {
  /** Those around places by id, each once. */
  readonly ofIds: readonly NearRing[];
}

/** How near is near: metres to the edge, or seconds at the present speed. */
export interface NearRing {
  readonly transition: `approach/${number}m` | `approach/${number}s`;
  readonly metres?: number;
  readonly seconds?: number;
}

/** An instant at which a place opens or closes. */
export interface Turn {
  readonly at: number;
  readonly what: 'opened' | 'closed';
}
