import type { AppOptions, Kept, Platform } from './contract.ts';
import type { Queue } from './queue.ts';

/** What the platform takes of a last body. */
const BEACON_CHARS = 20_000;

/** Hands what waits to the platform while the app goes away; a page may come back. */
export interface Farewell {
  say(queue: Queue): void;
  /** The app is back: what had no answer is sent by itself. */
  takeBack(): void;
}

/**
 * Creates the farewell. A page tells twice that it goes; each signal leaves once. A platform takes a body that it may
 * not be able to deliver, so what left stays on the device until the engine has acknowledged it; it knows a repeat by
 * its id.
 */
export function createFarewell({ url, key }: AppOptions, platform: Platform): Farewell {
  const handed = new Set<string>();
  return {
    say(queue) {
      const last = queue.last(BEACON_CHARS).filter(({ id }) => !handed.has(id));
      if (last.length === 0 || !platform.beacon) return;
      const address = `${url.replace(/\/+$/, '')}/v1/signals?key=${encodeURIComponent(key)}`;
      if (!platform.beacon(address, `{"signals":[${last.map(textOf).join(',')}]}`)) return;
      for (const { id } of last) handed.add(id);
    },
    takeBack: () => handed.clear(),
  };
}

/**
 * Where the engine's clock is not known, it gives the time itself: the page goes away right now. Sent again with its
 * own time, which is earlier, it is known as a repeat (`isInDoubt`).
 */
function textOf({ text, isRaw }: Kept): string {
  return isRaw ? JSON.stringify({ ...JSON.parse(text), at: undefined }) : text;
}
