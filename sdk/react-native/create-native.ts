import { createAppClient } from '../app/app-client.ts';
import type { AppClient, AppOptions, TextStore } from '../app/contract.ts';
import { createKeyedStore } from '../app/keyed-store.ts';
import { SOLO } from '../app/solo-tabs.ts';

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

/** Starts the SDK in an app of React Native, over the modules that the app has. Never throws. */
export function createNative(options: NativeOptions): AppClient {
  const { storage, appState, netInfo, isDevelopment = false } = options;
  const { client } = createAppClient(options, {
    texts: storage,
    openStore: async () => createKeyedStore(storage, `kairos:${options.key}:signal:`),
    tabs: SOLO,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    random: Math.random,
    watch({ hidden, back }) {
      const states = appState?.addEventListener('change', (state) => (state === 'active' ? back() : hidden()));
      const leave = netInfo?.addEventListener(({ isConnected }) => isConnected && back());
      return () => {
        states?.remove();
        leave?.();
      };
    },
    isDevelopment,
    warn: (line) => console.warn(line),
    isTrackingUnwanted: false,
  });
  return client;
}
