export type { AppClient, AppOptions, Cipher, Counts, HandedMessage } from '../app/contract.ts';
export type {
  BeaconModule,
  BeaconName,
  BeaconReading,
  BeaconRegion,
  DeviceFix,
  NeighbourBeacon,
} from '../position/contract.ts';
export type { NativeMessages, PositionModules } from '../react-native/contract.ts';
export type {
  CapacitorAppLike,
  CapacitorKairos,
  CapacitorOptions,
  GeolocationLike,
  NetworkLike,
  PreferencesLike,
} from './contract.ts';
export { createCapacitor as createKairos } from './create-capacitor.ts';
