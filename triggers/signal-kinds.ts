import { loadFolder } from './registry.ts';
import type { SignalKind } from './signals/contract.ts';

/** Every kind of signal there is, by name. */
export function loadSignalKinds(): Promise<ReadonlyMap<string, SignalKind>> {
  return loadFolder<SignalKind>(new URL('signals/', import.meta.url));
}
