import type { AppClient, AppOptions, HandedCard, HandedMessage, TextStore } from '../app/contract.ts';
import type { BeaconModule, DeviceFix, DeviceState, NeighbourBeacon, NeighbourPlace } from '../position/contract.ts';

/** `AppState` of React Native. */
export interface AppStateLike {
  addEventListener(event: 'change', heard: (state: string) => void): { remove(): void };
}

/** The default export of `@react-native-community/netinfo`. */
export interface NetInfoLike {
  addEventListener(heard: (state: { readonly isConnected: boolean | null }) => void): () => void;
}

export interface NativeOptions extends AppOptions {
  /** AsyncStorage, an encrypted store with the same calls, or MMKV behind them. */
  readonly storage: TextStore;
  readonly appState?: AppStateLike;
  readonly netInfo?: NetInfoLike;
  /** `__DEV__`. */
  readonly isDevelopment?: boolean;
}

/** What following the position takes of the modules that the app has. */
export interface PositionModules {
  /** Looks once where the device is. */
  look(): Promise<DeviceFix>;
  /** What the device knows of its motion and battery. */
  state?(): DeviceState;
  /** Calls back when its sensors, or a significant change of its place, say that it moves. */
  moved?(began: () => void): () => void;
  /** Hands the places around to the system, which wakes the app at their edges; all anew each time. */
  fence?(places: readonly NeighbourPlace[]): void;
  /** Hands the beacons around to the system, which wakes the app where they are heard; all anew each time. */
  watchBeacons?(regions: readonly NeighbourBeacon[]): void;
  /**
   * The most regions that the system watches for this app, places and beacons together: 20 on iOS and when absent, 100
   * on Android.
   */
  readonly mostRegions?: number;
  /**
   * The customer allowed positions only while the app is in use: they are followed while it is in front, and no longer.
   */
  readonly onlyInUse?: boolean;
  /** Tells visits, stops and trips, recognised on the device, as events. */
  readonly journeys?: boolean;
}

/** What showing messages takes of the app. */
export interface NativeMessages {
  /** Asks your server for the token of a customer; undefined: this customer gets no messages here. */
  readonly token: (customer: string) => string | undefined | Promise<string | undefined>;
  /** Draws a message, and says what became of it. Absent: messages are not asked for. */
  readonly show?: (message: HandedMessage) => void | Promise<void>;
  /** Draws all cards of the feed, whenever they change: pinned ones first, then the newest. */
  readonly cards?: (cards: readonly HandedCard[]) => void;
}

/** The SDK in an app of React Native. */
export interface NativeKairos extends AppClient {
  /** Shows the customer's in-app messages and cards while the app is in front. Returns the function that stops it. */
  showMessages(messages: NativeMessages): () => void;
  /** Follows the position, as seldom as places allow. Returns the function that stops it. */
  followPosition(modules: PositionModules): () => void;
  /** Tells the beacons that the device hears. Returns the function that stops it. */
  followBeacons(module: BeaconModule): () => void;
}
