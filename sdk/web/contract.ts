import type { AppClient, AppOptions, Cipher, HandedCard, HandedMessage, Inside, SignalStore } from '../app/contract.ts';

export interface WebOptions extends AppOptions {
  /**
   * Encrypts what waits on the device, with a key that cannot be read out of the browser. Where that is not to be had,
   * signals wait in memory alone, which is told.
   */
  readonly encrypt?: boolean;
}

/** The SDK on a web page. */
export interface Kairos extends AppClient {
  /** Shows the customer's in-app messages, drawn or handed over. Resolves with the function that stops it. */
  showMessages(options: MessageOptions): Promise<() => void>;
  /** Tells by itself what the page and the device know. Resolves with the function that stops it. */
  tellContext(context: Context): Promise<() => void>;
  /**
   * Asks the customer for push messages and registers this browser for them; call it from a click. Resolves with the
   * function that ends it.
   */
  registerPush(options: PushOptions): Promise<() => void>;
  /** Follows the position, as seldom as places allow. Resolves with the function that stops it. */
  followPosition(options?: PositionOptions): Promise<() => void>;
  /**
   * Shows what is sent and what becomes of it, over the page. In production it needs a debug token. Resolves with the
   * function that ends it.
   */
  showDebug(options?: DebugOptions): Promise<() => void>;
}

export interface MessageOptions {
  /** Asks your server for the token of a customer; undefined: this customer gets no messages here. */
  readonly token: (customer: string) => string | undefined | Promise<string | undefined>;
  /**
   * How messages are drawn that do not say it: a banner when absent. `cards` draws the feed of cards, too, above the
   * messages.
   */
  readonly drawAs?: 'banner' | 'modal' | 'cards';
  /** Where cards are drawn; at the end of the page when absent. */
  readonly into?: HTMLElement;
  /** Draws messages in place of ours. A message counts as shown when this returns or resolves. */
  readonly show?: (message: HandedMessage) => void | Promise<void>;
  /**
   * Draws all cards of the feed, whenever they change: pinned ones first, then the newest. Messages are not asked for
   * then: another call shows them.
   */
  readonly cards?: (cards: readonly HandedCard[]) => void;
  /** Opens what a message leads to, such as a page of a single-page app. Absent: the browser goes there. */
  readonly open?: (action: string) => void;
  /** The words on buttons: "Open", "Close" and, below a question, "Send" when absent. */
  readonly words?: { readonly open: string; readonly close: string; readonly send?: string };
}

/** What is told by itself; nothing that is not named. */
export interface Context {
  /** Each page, also those that a single-page app turns to. */
  readonly pages?: boolean;
  /** When a session begins: after 30 minutes without a page. With where the customer came from. */
  readonly sessions?: boolean;
  /** Form, system and browser. */
  readonly device?: boolean;
  /** Language and time zone. */
  readonly locale?: boolean;
  readonly connection?: boolean;
  readonly battery?: boolean;
  /** Whether the page is in front. */
  readonly visibility?: boolean;
}

export interface PositionOptions {
  /** Asks for fixes of high accuracy; true when absent. */
  readonly isExact?: boolean;
  /** Follows also while the page is hidden, where the browser lets it. */
  readonly alsoHidden?: boolean;
  /** Tells visits, stops and trips, recognised on the device, as events. */
  readonly journeys?: boolean;
}

export interface PushOptions {
  /** The public key of the engine's provider for Web Push (VAPID, base64url). */
  readonly publicKey: string;
  /** Where `kairos-worker.js` lies: at the root of your site when absent. */
  readonly worker?: string | { toString(): string };
}

export interface DebugOptions {
  /** Asks your server for a debug token of the customer (`POST /v1/customers/ID/debug-token`). */
  readonly token?: (customer: string) => string | undefined | Promise<string | undefined>;
}

/** The parts that are loaded when they are used. */
export interface Parts {
  messages(): Promise<{ readonly showMessages: (inside: Inside, options: MessageOptions) => () => void }>;
  context(): Promise<{ readonly tellContext: (inside: Inside, context: Context) => () => void }>;
  push(): Promise<{ readonly registerPush: (inside: Inside, options: PushOptions) => Promise<() => void> }>;
  debug(): Promise<{ readonly showDebug: (inside: Inside, options: DebugOptions) => Promise<() => void> }>;
  sealed(): Promise<{
    readonly openCipher: (name: string) => Promise<Cipher>;
    readonly sealStore: (store: SignalStore, cipher: Cipher) => SignalStore;
  }>;
  position(): Promise<{ readonly followPosition: (inside: Inside, options: PositionOptions) => () => void }>;
}
