import type { TextStore } from '../app/contract.ts';
import { sealTexts } from '../app/sealed-texts.ts';
import type { DeviceFix } from '../position/contract.ts';
import type { AppStateLike, NetInfoLike } from '../react-native/contract.ts';
import { createNative } from '../react-native/create-native.ts';
import type {
  CapacitorAppLike,
  CapacitorKairos,
  CapacitorOptions,
  GeolocationLike,
  NetworkLike,
  PreferencesLike,
} from './contract.ts';

const LOOK = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 3_000 };

/** Starts the SDK in an app of Capacitor, over its official plugins. Never throws. */
export function createCapacitor(options: CapacitorOptions): CapacitorKairos {
  const { preferences, cipher, app, network, geolocation, ...others } = options;
  const texts = textsOf(preferences);
  const client = createNative({
    ...others,
    storage: cipher ? sealTexts(texts, cipher) : texts,
    ...(app && { appState: statesOf(app) }),
    ...(network && { netInfo: connectionsOf(network) }),
  });
  const { followPosition } = client;
  return Object.assign(client, {
    followPosition: (modules: Partial<Parameters<typeof followPosition>[0]> = {}) =>
      followPosition({ look: () => look(geolocation), ...modules }),
  });
}

function textsOf(preferences: PreferencesLike): TextStore {
  return {
    getItem: async (key) => (await preferences.get({ key })).value,
    setItem: (key, value) => preferences.set({ key, value }),
    removeItem: (key) => preferences.remove({ key }),
    getAllKeys: async () => (await preferences.keys()).keys,
  };
}

function statesOf(app: CapacitorAppLike): AppStateLike {
  return {
    addEventListener: (_, heard) => {
      const listening = app.addListener('appStateChange', ({ isActive }) => heard(isActive ? 'active' : 'background'));
      return { remove: () => void Promise.resolve(listening).then((one) => one.remove()) };
    },
  };
}

function connectionsOf(network: NetworkLike): NetInfoLike {
  return {
    addEventListener(heard) {
      const listening = network.addListener('networkStatusChange', ({ connected }) =>
        heard({ isConnected: connected }),
      );
      return () => void Promise.resolve(listening).then((one) => one.remove());
    },
  };
}

async function look(geolocation: GeolocationLike | undefined): Promise<DeviceFix> {
  if (!geolocation) throw new Error('hand in `geolocation` of @capacitor/geolocation, or `look`');
  const { timestamp, coords } = await geolocation.getCurrentPosition(LOOK);
  const { latitude, longitude, accuracy, altitude, speed, heading } = coords;
  return {
    ...{ lat: latitude, lon: longitude, at: timestamp, accuracyMetres: accuracy },
    ...(isNumber(altitude) && { altitudeMetres: altitude }),
    ...(isNumber(speed) && { speedMetresPerSecond: speed }),
    ...(isNumber(heading) && { headingDegrees: heading }),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
