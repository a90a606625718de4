import { shortHash } from '../hash.ts';

/**
 * Names the subject of a memory: the same name for the same arguments. Leave out arguments that may change without
 * ending a memory, such as times.
 */
export function nameMemory(waker: string, ...args: readonly unknown[]): string {
  return `${waker} ${shortHash(JSON.stringify(args))}`;
}
