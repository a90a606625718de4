export type { AppClient, AppOptions, Cipher, Counts, HandedMessage, TextStore } from '../app/contract.ts';
export { sealTexts } from '../app/sealed-texts.ts';
export type {
  BeaconModule,
  BeaconName,
  BeaconReading,
  BeaconRegion,
  DeviceFix,
  DeviceState,
  NeighbourBeacon,
  Neighbourhood,
  NeighbourPlace,
} from '../position/contract.ts';
export type {
  AppStateLike,
  NativeKairos,
  NativeMessages,
  NativeOptions,
  NetInfoLike,
  PositionModules,
} from './contract.ts';
export { createNative as createKairos } from './create-native.ts';
