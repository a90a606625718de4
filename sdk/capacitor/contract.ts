import type { AppOptions, Cipher } from '../app/contract.ts';
import type { NativeKairos, PositionModules } from '../react-native/contract.ts';

interface Listening {
  remove(): unknown;
}

/** `Preferences` of `@capacitor/preferences`. */
export interface PreferencesLike {
  get(name: { readonly key: string }): Promise<{ readonly value: string | null }>;
  set(text: { readonly key: string; readonly value: string }): Promise<void>;
  remove(name: { readonly key: string }): Promise<void>;
  keys(): Promise<{ readonly keys: readonly string[] }>;
}

/** `App` of `@capacitor/app`. */
export interface CapacitorAppLike {
  addListener(
    event: 'appStateChange',
    heard: (state: { readonly isActive: boolean }) => void,
  ): Promise<Listening> | Listening;
}

/** `Network` of `@capacitor/network`. */
export interface NetworkLike {
  addListener(
    event: 'networkStatusChange',
    heard: (status: { readonly connected: boolean }) => void,
  ): Promise<Listening> | Listening;
}

/** `Geolocation` of `@capacitor/geolocation`. */
export interface GeolocationLike {
  getCurrentPosition(how: {
    readonly enableHighAccuracy: boolean;
    readonly timeout: number;
    readonly maximumAge: number;
  }): Promise<{
    readonly timestamp: number;
    readonly coords: {
      readonly latitude: number;
      readonly longitude: number;
      readonly accuracy: number;
      readonly altitude?: number | null;
      readonly speed?: number | null;
      readonly heading?: number | null;
    };
  }>;
}

export interface CapacitorOptions extends AppOptions {
  readonly preferences: PreferencesLike;
  /** Encrypts all that is stored on the device. */
  readonly cipher?: Cipher;
  readonly app?: CapacitorAppLike;
  readonly network?: NetworkLike;
  readonly geolocation?: GeolocationLike;
  readonly isDevelopment?: boolean;
}

/** The SDK in an app of Capacitor. */
export interface CapacitorKairos extends Omit<NativeKairos, 'followPosition'> {
  /** Follows the position, as seldom as places allow, by `geolocation` where `look` is absent. */
  followPosition(modules?: Partial<PositionModules>): () => void;
}
