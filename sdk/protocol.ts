/** Limits on the wire; the server checks them before it parses. Bytes are UTF-8 bytes. */
export const LIMITS = {
  signalBytes: 64 * 1024,
  batchBytes: 1024 * 1024,
  depth: 32,
  batchSignals: 1_000,
  idChars: 128,
} as const;

/** One checked fact: who, what, when. Signals have this shape everywhere in the engine. */
export interface Signal<V = Readonly<Record<string, unknown>>> {
  /** The client's ULID or UUID, else made on arrival. A second signal with the same id is a duplicate. */
  readonly id: string;
  /** The name of a signal kind, such as `location` or `cart`. */
  readonly kind: string;
  /** The customer it is about. Empty for a signal about the world (weather in an area). */
  readonly customer: string;
  /** The time when it was true, in milliseconds since 1970, by the client's clock. */
  readonly at: number;
  readonly value: V;
}

/** A signal as a client sends it. The engine fills in a missing `id` and `at`; `at` may be an ISO 8601 string. */
export interface SignalInput {
  readonly id?: string;
  readonly kind: string;
  readonly customer?: string;
  readonly at?: number | string;
  readonly value?: Readonly<Record<string, unknown>>;
}

/** A recorded signal, with the time when it was true. */
export interface RecordedSignal extends SignalInput {
  readonly at: number;
}

/** One refused signal: its index in the request, and the reason. */
export interface Rejection {
  readonly index: number;
  readonly id?: string;
  readonly reason: string;
}

/** The answer to a request, sent after every accepted signal is stored. */
export interface IngestReply {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

/** A frame from the client on `GET /v1/stream`; every frame is one JSON text. */
export type ClientFrame =
  | SignalInput
  | { readonly signals: readonly SignalInput[] }
  /** Asks for the in-app messages of one customer. `token` proves that the app may get them (see `customerToken`). */
  | { readonly type: 'subscribe'; readonly customer: string; readonly token?: string }
  /** Follows the feed of cards of one customer, which comes whole and whenever it changes. */
  | { readonly type: 'follow-cards'; readonly customer: string; readonly token?: string }
  /** The message or the card was shown. The engine never sends a message again; a card stays in the feed. */
  | { readonly type: 'shown'; readonly id: string }
  /** The customer put the card away: it leaves the feed on all devices. */
  | { readonly type: 'dismissed'; readonly id: string }
  /** The customer tapped the message. */
  | { readonly type: 'clicked'; readonly id: string };

/** A frame from the engine on the stream. */
export type ServerFrame =
  | {
      readonly type: 'ack';
      readonly accepted: readonly string[];
      readonly duplicates: readonly string[];
      readonly rejected: readonly Rejection[];
    }
  /**
   * These signals were not taken: those with `ids`, and `unnamed` more without an id. Send them again with the same ids
   * after `retryAfterMs`. A client that sends on before that is answered for a while, and then cut off with close code
   * 1013.
   */
  | {
      readonly type: 'busy';
      readonly ids: readonly string[];
      readonly unnamed: number;
      readonly retryAfterMs: number;
      readonly reason: string;
    }
  | ({ readonly type: 'message' } & InAppMessage)
  | { readonly type: 'subscribed'; readonly customer: string }
  /** All cards of the feed that is followed: pinned ones first, then the newest. */
  | { readonly type: 'cards'; readonly customer: string; readonly cards: readonly Card[] }
  | { readonly type: 'error'; readonly reason: string };

/** How a question is answered: by a number from 1, by one of some choices, or in one's own words. */
export type Survey =
  | { readonly kind: 'rating'; readonly most: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text' };

/** An in-app message as the app gets it. */
export interface InAppMessage {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly action?: string;
  /** A question is asked, which is the title. */
  readonly survey?: Survey;
  /** How it wants to be shown. Absent: as the app shows messages. */
  readonly form?: 'banner' | 'modal';
  readonly trigger: string;
  /** Milliseconds since 1970. After this time the app must not show it. */
  readonly expiresAt: number;
}

/** An in-app message that stays in the feed of the app until it expires or is dismissed. */
export interface Card extends InAppMessage {
  /** When it was decided, milliseconds since 1970. */
  readonly at: number;
  readonly isPinned: boolean;
  /** It was shown before, on any device. */
  readonly isShown: boolean;
}
