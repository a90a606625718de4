import type { Profile, TextStore } from './contract.ts';

export type ProfileChanges = { readonly [K in keyof Profile]?: Profile[K] | undefined };

/** Holds the profile of this device, and keeps it when that is allowed. */
export interface ProfileKeeper {
  readonly now: Profile;
  /** Whether no earlier run kept one. */
  readonly isNew: boolean;
  /** Resolves when what an earlier run kept was read; undefined: it is read already. */
  readonly reading: Promise<void> | undefined;
  /** Changes it, and stores it if it may be stored then. After an opt-out that is all there is to store. */
  change(changes: ProfileChanges, mayStore: () => boolean): void;
  /** Removes another text of this device from the store. */
  remove(name: string): void;
  /** Takes over what another tab has changed. */
  replace(profile: Profile): void;
  /** Resolves when it is stored. */
  stored(): Promise<void>;
}

/** Reads the profile of an earlier run, or makes one. What cannot be read is made anew. */
export function openProfile(
  texts: TextStore,
  name: string,
  newId: () => string,
  problem: (reason: string) => void,
): ProfileKeeper {
  let now: Profile = { ...newProfile(newId), isOptedOut: false };
  const failed = (cause: unknown): void => problem(`the store of the profile: ${String(cause)}`);
  const read = (text: string | null | undefined): void => {
    const found = readProfile(text);
    isNew = found.anonymousId === undefined && !found.isOptedOut;
    now = { ...now, ...found };
  };
  let work: Promise<unknown> = Promise.resolve();
  let reading: Promise<void> | undefined;
  let isNew = true;
  try {
    const found = texts.getItem(name);
    if (found instanceof Promise) reading = found.then(read).catch(failed);
    else read(found);
  } catch (cause) {
    failed(cause);
  }
  return {
    get now() {
      return now;
    },
    reading,
    get isNew() {
      return isNew;
    },
    change(changes, mayStore) {
      now = Object.fromEntries(
        Object.entries({ ...now, ...changes }).filter(([, value]) => value !== undefined),
      ) as unknown as Profile;
      const text = JSON.stringify(now.isOptedOut ? { isOptedOut: true } : now);
      if (mayStore()) work = work.then(() => texts.setItem(name, text)).catch(failed);
    },
    remove(other) {
      work = work.then(() => texts.removeItem(other)).catch(failed);
    },
    replace(profile) {
      now = profile;
    },
    async stored() {
      await work;
    },
  };
}

/** Makes the ids of a device that knows nothing yet. */
export function newProfile(newId: () => string): Pick<Profile, 'anonymousId' | 'deviceId' | 'permits'> {
  return { anonymousId: newId(), deviceId: newId(), permits: {} };
}

function readProfile(text: string | null | undefined): Partial<Profile> {
  try {
    return (JSON.parse(text ?? '{}') ?? {}) as Partial<Profile>;
  } catch {
    return {};
  }
}
