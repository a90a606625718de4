import type { Card, InAppMessage, SignalInput } from '../protocol.ts';

/** A signal on the device: kept until the engine has it. */
export interface Kept {
  /** Sorts signals by when they were taken, also across the tabs of a browser. */
  readonly key: string;
  readonly id: string;
  readonly rank: Rank;
  /** The signal as JSON, with its id and its time. */
  readonly text: string;
  /** Its time is by the device's clock, as the engine's was not known yet. */
  readonly isRaw?: boolean;
}

/** What is dropped first when there is no room: positions 0, states of the device 1, the rest 2; 3 is never dropped. */
export type Rank = 0 | 1 | 2 | 3;

/**
 * Keeps signals through a restart. Calls come one at a time. A store that has no room, or that the platform refuses,
 * rejects; nothing of the call is kept then.
 */
export interface SignalStore {
  /** Returns every signal, by key. */
  all(): Promise<readonly Kept[]>;
  /** Keeps signals; one with a known key is replaced. */
  put(signals: readonly Kept[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Texts by name, such as `localStorage`, or AsyncStorage of React Native as it is. */
export interface TextStore {
  getItem(name: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(name: string, text: string): unknown;
  removeItem(name: string): unknown;
  getAllKeys(): readonly string[] | Promise<readonly string[]>;
}

/** Encrypts and decrypts texts, with a key that the platform guards: its keychain or key store. */
export interface Cipher {
  seal(text: string): string | Promise<string>;
  /** Throws or rejects for what it did not seal. */
  open(sealed: string): string | Promise<string>;
}

/** Connects the tabs of one app: one of them leads and sends for all. */
export interface Tabs {
  /** Says something to every other tab. */
  say(words: TabWords): void;
  hear(heard: (words: TabWords) => void): void;
  /**
   * Calls `became` once this tab leads: at once where there is no other, else when the leading one is gone; and then
   * `others` meanwhile.
   */
  lead(became: () => void, others: () => void): void;
  /** Runs something while no other tab, and nothing else here, runs such. */
  alone(run: () => Promise<void>): Promise<void>;
  close(): void;
}

export interface TabWords {
  readonly kept?: readonly Kept[];
  /** The profile has changed. */
  readonly profile?: Profile;
  /** Everything that waits is to be forgotten. */
  readonly isCleared?: boolean;
}

/** What the device knows of itself and its customer. */
export interface Profile {
  readonly anonymousId: string;
  readonly deviceId: string;
  /** Absent: not identified. */
  readonly customer?: string;
  /** By purpose: whether the customer allowed or forbade it. */
  readonly permits: Readonly<Record<string, boolean>>;
  readonly isOptedOut: boolean;
  /** The engine's clock minus the device's. Absent: not measured yet. */
  readonly skewMs?: number;
}

/** What differs between a browser, a phone and a server. */
export interface Platform {
  readonly texts: TextStore;
  /** Encrypts what parts remember, where the app wants that. */
  readonly cipher?: Cipher;
  /** Opens the store of signals; rejects where the platform refuses one. */
  openStore(): Promise<SignalStore>;
  readonly tabs: Tabs;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly random: () => number;
  /** Packs a body where that pays; undefined: send it as it is. */
  pack?(text: string): Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** Sends a last body while the app goes away. Returns whether the platform took it. */
  beacon?(url: string, body: string): boolean;
  /** Calls back when the app goes to the background or away, and when it is back or online again. */
  watch?(hooks: { readonly hidden: () => void; readonly back: () => void }): () => void;
  readonly isDevelopment: boolean;
  /** Writes a line for the developer. */
  warn(line: string): void;
  /** Whether the customer asks not to be tracked, in the settings of the platform. */
  readonly isTrackingUnwanted: boolean;
}

export interface AppOptions {
  /** The URL of the engine's public edge, such as `https://signals.example`. */
  readonly url: string;
  /** A publishable key. */
  readonly key: string;
  /**
   * The purpose for which a signal needs the customer's permission; undefined for a signal that needs none. Until
   * `permit` answers, such signals wait in memory; nothing is stored on the device while nothing is permitted.
   */
  readonly purposeOf?: (signal: SignalInput) => string | undefined;
  /** Takes the platform's wish not to be tracked as an opt-out. */
  readonly respectDoNotTrack?: boolean;
  /** Signals that are never dropped. Absent: consents, ids, traits, carts, and events of an order or a purchase. */
  readonly isPrecious?: (signal: SignalInput) => boolean;
  /** The most signals that wait, 5,000 when absent. */
  readonly mostSignals?: number;
  /** The most characters of signals that wait, 4 million when absent. */
  readonly mostChars?: number;
  /** How long signals are gathered before they are sent together, 200 ms when absent. */
  readonly gatherMs?: number;
  readonly firstWaitMs?: number;
  readonly mostWaitMs?: number;
  /** How long after a refused key the next try comes, a minute when absent. */
  readonly refusedWaitMs?: number;
  /** Called once for each kind of problem. Absent: in development a line on the console. */
  readonly onProblem?: (reason: string) => void;
}

/** What became of the signals since the start. */
export interface Counts {
  readonly waiting: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Dropped as there was no room, not permitted, or after an opt-out. */
  readonly dropped: number;
  readonly problems: number;
}

/**
 * The SDK in an app. No call throws, and none waits for the network: a signal is stored on the device and sent when the
 * engine can be reached, once.
 */
export interface AppClient {
  /** The id that signals go by: the identified customer, or an anonymous one. */
  readonly customer: string;
  readonly anonymousId: string;
  /** The same for as long as the app is installed. */
  readonly deviceId: string;
  /** Tells an event of the business's own. */
  track(name: string, properties?: Readonly<Record<string, unknown>>): void;
  page(name?: string, properties?: Readonly<Record<string, unknown>>): void;
  screen(name: string, properties?: Readonly<Record<string, unknown>>): void;
  /** Says who the customer is; what was told before as an anonymous one is theirs. */
  identify(customer: string, traits?: Readonly<Record<string, unknown>>): void;
  /** Says that the present customer was known by another id. */
  alias(previousId: string): void;
  /** Forgets the customer, at a sign-out. What waits is still sent. */
  reset(): void;
  /** Tells the cart as it is now. */
  cart(cart: Readonly<Record<string, unknown>>): void;
  /** Tells the state of the device. */
  device(state: Readonly<Record<string, unknown>>): void;
  /** Tells a position. */
  position(fix: Readonly<Record<string, unknown>>): void;
  /** Tells that the customer allows or forbids messages. */
  consent(consent: { readonly channel: string; readonly purpose: string; readonly granted: boolean }): void;
  /** Sends any signal. The customer is filled in where the kind is about one. */
  send(signal: SignalInput): void;
  /** Notes which purposes the customer allows and forbids; what waited for it is sent or forgotten. */
  permit(purposes: Readonly<Record<string, boolean>>): void;
  /** Deletes what waits and every id, and sends nothing from now on. Resolves when it is deleted. */
  optOut(): Promise<void>;
  /** Takes an opt-out back. */
  optIn(): void;
  /** Sends now. Resolves with whether everything was acknowledged within the time, 5 s when absent. */
  flush(withinMs?: number): Promise<boolean>;
  readonly counts: Counts;
  /** Stops. What waits stays on the device for the next start. */
  close(): Promise<void>;
}

/** What a part on top of an app client uses. */
export interface Inside {
  readonly client: AppClient;
  readonly platform: Platform;
  readonly url: string;
  readonly key: string;
  readonly problem: (reason: string) => void;
  /** The engine's clock, as far as it is known. */
  engineNow(): number;
  /** Whether what the device knows of the customer's ways may lie on it: positions need no permission, or have it. */
  mayRemember(): boolean;
  /** Calls back when the customer is another one. Returns the function that stops it. */
  watchCustomer(changed: () => void): () => void;
  /** Calls back when a signal is taken in, and when the engine has said what becomes of it. */
  watchSignals(heard: (news: SignalNews) => void): () => void;
}

/** What became of one signal. */
export interface SignalNews {
  readonly id: string;
  /** The signal as JSON, when it is taken in. */
  readonly text?: string;
  readonly verdict: 'waiting' | 'accepted' | 'duplicate' | 'rejected';
  readonly reason?: string;
}

/** An in-app message in the hands of an app that draws it itself. */
export interface HandedMessage extends InAppMessage {
  /** Whether it is still this device's to show; one that waited for its turn may be on another by now. */
  isHeld(): boolean;
  clicked(): void;
  dismissed(): void;
  /** Tells the answer to its question as the event `survey-answered`. */
  answered(answer: string | number): void;
}

/**
 * A card of the feed in the hands of an app that draws it itself. It stays until it is dismissed, answered or expires;
 * `isHeld` says whether it is still in the feed.
 */
export interface HandedCard extends HandedMessage, Card {
  /** Says that the customer sees it: the message counts as delivered, once. */
  shown(): void;
}
