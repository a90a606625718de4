/** A position as the platform tells it, WGS 84. */
export interface DeviceFix {
  readonly lat: number;
  readonly lon: number;
  /** Milliseconds since 1970, by the device's clock. */
  readonly at: number;
  readonly accuracyMetres: number;
  readonly speedMetresPerSecond?: number;
  readonly headingDegrees?: number;
  readonly altitudeMetres?: number;
  /** The platform says that an app made it up. */
  readonly isMocked?: boolean;
}

/** What the engine knows around a position: `POST /v1/neighbourhood` answers it. */
export interface Neighbourhood {
  /** As long as nobody goes further than this from the position that was asked about, nothing can happen. */
  readonly radiusMetres: number;
  /** After so many milliseconds it is to be asked again. */
  readonly validMs: number;
  /** The nearest places, each as a circle around it: what a phone hands to its system to be woken by. */
  readonly places: readonly NeighbourPlace[];
  /** The beacons around, where they were asked for and the engine knows of such. */
  readonly beacons?: readonly { readonly region: string }[];
}

/** What is asked of a neighbourhood besides the position. */
export interface RegionLimits {
  /** The most regions that the system watches for the app, of places and beacons together: 20 when absent. */
  readonly most?: number;
  /** Whether the device watches for beacons, too. */
  readonly beacons?: boolean;
}

export interface NeighbourPlace {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly radiusMetres: number;
  readonly isInside: boolean;
}

/** What the device knows of itself when it decides when to look again. */
export interface DeviceState {
  /** Whether it moves, by its sensors; absent where there is none. */
  readonly isMoving?: boolean;
  /** 0 to 100. */
  readonly battery?: number;
  readonly isCharging?: boolean;
}

/** A beacon as modules name it: iBeacon, or Eddystone by its id or its address. */
export type BeaconName =
  | { readonly uuid: string; readonly major: number; readonly minor: number }
  | { readonly namespace: string; readonly instance: string }
  | { readonly url: string };

/** Beacons that begin alike, as systems watch for them. */
export type BeaconRegion =
  | { readonly uuid: string; readonly major?: number | null; readonly minor?: number | null }
  | { readonly namespace: string; readonly instance?: string | null }
  | { readonly url: string };

/** A region of beacons around, as modules take it. */
export type NeighbourBeacon = BeaconRegion & { readonly identifier: string };

/** One reading of a beacon; 0 as its strength is what phones say for unknown. */
export type BeaconReading = BeaconName & { readonly rssi?: number };

/** What following beacons takes of a module that hears them. */
export interface BeaconModule {
  /**
   * Calls `heard` with what it hears, each second or so, and `gone` when the system says that it left a region.
   * Returns the function that stops it.
   */
  range(heard: (beacons: readonly BeaconReading[]) => void, gone: (region: BeaconRegion) => void): () => void;
}
