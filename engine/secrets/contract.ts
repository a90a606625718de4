import type { Closable } from '../contract.ts';

/** A secret as people may see it: never its value. */
export interface SecretView {
  readonly name: string;
  /** When its value was set last, milliseconds since 1970, real time. */
  readonly changedAt: number;
  /** The id of the key that seals it. */
  readonly key: string;
  /** Whether this engine has that key. */
  readonly isReadable: boolean;
}

/** Why a change of secrets is refused, in words for its reader. */
export class SecretRefused extends Error {
  override readonly name = 'SecretRefused';
}

/**
 * The passwords and keys of providers, by name. Definitions say `{ secret: NAME }` where one belongs. They are sealed
 * in Redis, and open only in the memory of engines that have the key.
 */
export interface Secrets {
  /** Returns a value; undefined: there is no such secret, or this engine has not the key that seals it. */
  reveal(name: string): string | undefined;
  list(): Promise<readonly SecretView[]>;
  /** Sets a value. Throws SecretRefused when this engine has no key, or there are too many. */
  set(name: string, value: string): Promise<SecretView>;
  /** Removes one. False when there is none. */
  remove(name: string): Promise<boolean>;
  /** Seals every readable secret with the first key. Returns how many had another one. */
  reseal(): Promise<number>;
}

/** Those of a running engine. Every engine knows of a change within two seconds. */
export interface OpenSecrets extends Secrets, Closable {
  /** Calls `changed` after a secret was set or removed, on any engine. Returns a function that stops it. */
  watch(changed: () => void): () => void;
}
