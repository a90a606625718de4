import type { Platform, TextStore } from '../app/contract.ts';
import { createKeyedStore } from '../app/keyed-store.ts';
import { createMemoryTexts } from '../app/memory-store.ts';
import type { Parts } from './contract.ts';
import { openIndexedStore } from './indexed-store.ts';
import { pack } from './pack.ts';
import { connectTabs } from './tabs.ts';

const LOCAL = /^(localhost|127\.|\[::1\]|.*\.(localhost|local|test)$)/;

/** Makes a browser the platform of the SDK. */
export function createWebPlatform(key: string, sealed?: Parts['sealed']): Platform {
  const name = `kairos:${key}`;
  const texts = localTexts();
  const opening = sealed?.().then(async (part) => ({ ...part, cipher: await part.openCipher(name) }));
  // Whoever waits for it hears of it.
  opening?.catch(() => undefined);
  return {
    texts: texts ?? createMemoryTexts(),
    ...(opening && {
      cipher: {
        seal: async (text) => (await opening).cipher.seal(text),
        open: async (text) => (await opening).cipher.open(text),
      },
    }),
    async openStore() {
      if (opening) {
        const { sealStore, cipher } = await opening;
        return sealStore(await openIndexedStore(`${name}:sealed`), cipher);
      }
      return openIndexedStore(name).catch((cause: unknown) => {
        if (texts) return createKeyedStore(texts, `${name}:signal:`);
        throw cause;
      });
    },
    tabs: connectTabs(name),
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    random: Math.random,
    pack,
    // Without a net a browser takes what it then cannot send.
    beacon: (url, body) => navigator.onLine && navigator.sendBeacon(url, body),
    watch({ hidden, back }) {
      const turned = (): void => (document.visibilityState === 'hidden' ? hidden() : back());
      const heard: readonly (readonly [EventTarget, string, () => void])[] = [
        [document, 'visibilitychange', turned],
        [window, 'pagehide', hidden],
        [window, 'pageshow', back],
        [window, 'online', back],
      ];
      for (const [target, event, run] of heard) target.addEventListener(event, run);
      return () => {
        for (const [target, event, run] of heard) target.removeEventListener(event, run);
      };
    },
    isDevelopment: LOCAL.test(location.hostname),
    warn: (line) => console.warn(line),
    isTrackingUnwanted:
      navigator.doNotTrack === '1' ||
      (navigator as { readonly globalPrivacyControl?: boolean }).globalPrivacyControl === true,
  };
}

/** The browser's texts; undefined where it refuses them. */
function localTexts(): TextStore | undefined {
  try {
    const { localStorage } = window;
    localStorage.setItem('kairos:probe', '');
    localStorage.removeItem('kairos:probe');
    return {
      getItem: (name) => localStorage.getItem(name),
      setItem: (name, text) => localStorage.setItem(name, text),
      removeItem: (name) => localStorage.removeItem(name),
      getAllKeys: () => Object.keys(localStorage),
    };
  } catch {
    return undefined;
  }
}
