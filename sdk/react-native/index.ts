export type { AppClient, AppOptions, Counts, TextStore } from '../app/contract.ts';
export {
  type AppStateLike,
  createNative as createKairos,
  type NativeOptions,
  type NetInfoLike,
} from './create-native.ts';
