import type { Inside } from './contract.ts';

/** Where the device remembers the ways of its customer: with an opt-out and another customer it goes. */
export function waysName(key: string): string {
  return `kairos:${key}:ways`;
}

/** A text about the ways of the present customer, kept through a restart. */
export interface Ways {
  /** Returns what was written last, by any tab or run; undefined: nothing, or it was about another customer. */
  read(): Promise<string | undefined>;
  /** Keeps a text; in memory where the device may not keep it, or has no room. */
  write(text: string): Promise<void>;
}

/** Creates what the device remembers of its customer's ways, encrypted where signals are. */
export function createWays({ client, platform, key, problem, mayRemember }: Inside): Ways {
  const { texts, cipher } = platform;
  const name = waysName(key);
  let unkept: string | undefined;
  const load = async (): Promise<string | undefined> => {
    const found = await texts.getItem(name);
    return found && cipher ? cipher.open(found) : (found ?? undefined);
  };
  return {
    async read() {
      const text = unkept ?? (await load().catch(() => undefined));
      const head = `${client.anonymousId} `;
      return text?.startsWith(head) ? text.slice(head.length) : undefined;
    },
    async write(text) {
      const id = client.anonymousId;
      unkept = `${id} ${text}`;
      if (!mayRemember()) return;
      try {
        await texts.setItem(name, cipher ? await cipher.seal(unkept) : unkept);
        unkept = undefined;
        // The customer may have gone while it was written.
        if (!mayRemember() || client.anonymousId !== id) await texts.removeItem(name);
      } catch (cause) {
        problem(`the store of ways: ${String(cause)}`);
      }
    },
  };
}
