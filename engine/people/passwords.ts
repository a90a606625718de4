import { hash, verify } from '@node-rs/argon2';

export const SHORTEST_PASSWORD = 10;
/** Longer ones would only cost the time to hash them. */
export const LONGEST_PASSWORD = 256;

/** Argon2id, 19 MiB, two passes: OWASP's Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Takes as long for a person that there is not, so that nobody learns which names there are. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  if (stored === undefined) {
    nobodys ??= hashPassword('nobody has this password');
    await verify(await nobodys, password);
    return false;
  }
  return verify(stored, password.normalize('NFKC'));
}

let nobodys: Promise<string> | undefined;
