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

/** Creates the farewell. A page tells twice that it goes; each signal leaves once. */
export function createFarewell({ url, key }: AppOptions, platform: Platform): Farewell {
  const handed = new Set<string>();
  return {
    say(queue) {
      const last = queue.last(BEACON_CHARS).filter(({ id }) => !handed.has(id));
      if (last.length === 0 || !platform.beacon) return;
      const address = `${url.replace(/\/+$/, '')}/v1/signals?key=${encodeURIComponent(key)}`;
      if (!platform.beacon(address, `{"signals":[${last.map(textOf).join(',')}]}`)) return;
      // One without a time would not be known again: it is the platform's now. The others wait for an answer.
      queue.forget(last.filter(({ isRaw }) => isRaw));
      for (const { id } of last) handed.add(id);
    },
    takeBack: () => handed.clear(),
  };
}

/** Where the engine's clock is not known, it gives the time itself: the page goes away right now. */
function textOf({ text, isRaw }: Kept): string {
  return isRaw ? JSON.stringify({ ...JSON.parse(text), at: undefined }) : text;
}
