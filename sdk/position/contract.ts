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
