import { shortHash } from '../hash.ts';

/** What a memory is about: the same for the same arguments. Leave out those that a memory outlives when they change, such as times. */
export function nameMemory(waker: string, ...args: readonly unknown[]): string {
  return `${waker} ${shortHash(JSON.stringify(args))}`;
}
