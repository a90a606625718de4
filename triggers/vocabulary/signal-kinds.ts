import type { Groups } from '../hearing/belong-together.ts';
import type { SignalKind } from '../signals/contract.ts';
import { loadFolder } from './registry.ts';

/** Every kind of signal there is, by name. */
export function loadSignalKinds(): Promise<ReadonlyMap<string, SignalKind>> {
  return loadFolder<SignalKind>(new URL('../signals/', import.meta.url));
}

/** The values of all kinds that make sense only together. */
export function groupsOf(kinds: ReadonlyMap<string, SignalKind>): Groups {
  return [...kinds.values()].flatMap(({ together = [] }) => together);
}
