export type { AppClient, AppOptions, Counts, HandedMessage } from '../app/contract.ts';
export type { InAppMessage, SignalInput } from '../protocol.ts';
export type {
  Context,
  DebugOptions,
  Kairos,
  MessageOptions,
  PositionOptions,
  PushOptions,
  WebOptions,
} from './contract.ts';
export { createPage as createKairos } from './create-page.ts';
