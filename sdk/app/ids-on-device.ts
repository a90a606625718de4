import type { Inside } from './contract.ts';

/** Ids of messages that this device remembers, for all tabs. */
export interface IdsOnDevice {
  all(): Promise<readonly string[]>;
  add(id: string): Promise<void>;
}

/** The most ids that a device remembers. */
const MOST_IDS = 200;

/** Opens the ids under a name; what the platform refuses to store is not remembered. */
export function idsOnDevice({ platform: { texts }, key }: Inside, what: string): IdsOnDevice {
  const name = `kairos:${key}:${what}`;
  const all = async (): Promise<readonly string[]> => {
    try {
      return (JSON.parse(String(await texts.getItem(name))) ?? []) as readonly string[];
    } catch {
      return [];
    }
  };
  return {
    all,
    async add(id) {
      try {
        await texts.setItem(name, JSON.stringify([...(await all()), id].slice(-MOST_IDS)));
      } catch {
        // Without room the engine alone knows.
      }
    },
  };
}
