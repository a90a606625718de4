/** Bounds that hold on the wire; the server checks them before it parses. Bytes are UTF-8 bytes. */
export const LIMITS = {
  signalBytes: 64 * 1024,
  batchBytes: 1024 * 1024,
  depth: 32,
  batchSignals: 1_000,
  idChars: 128,
} as const;

/** One fact that arrived, checked: who, what, when. The only shape that travels through the engine. */
export interface Signal<V = Readonly<Record<string, unknown>>> {
  /** The client's ULID or UUID, else made on arrival. A repeat of an id is a duplicate. */
  readonly id: string;
  /** Which kind of fact: the name of a signal kind, such as `location` or `cart`. */
  readonly kind: string;
  /** Whom it is about. Empty for a signal about the world (weather in an area). */
  readonly customer: string;
  /** When it was true, milliseconds since 1970, on the client's clock. */
  readonly at: number;
  readonly value: V;
}

/** A signal as a client may send it: `id` and `at` are filled in when absent; `at` may be an ISO 8601 string. */
export interface SignalInput {
  readonly id?: string;
  readonly kind: string;
  readonly customer?: string;
  readonly at?: number | string;
  readonly value?: Readonly<Record<string, unknown>>;
}

/** A signal as it was recorded: it says when it was true. */
export interface RecordedSignal extends SignalInput {
  readonly at: number;
}

/** One signal that was refused, alone: where in the request, and why. */
export interface Rejection {
  readonly index: number;
  readonly id?: string;
  readonly reason: string;
}

/** What became of a request, sent only after everything accepted is stored. */
export interface IngestReply {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

/** What a client may say on `GET /v1/stream`; every frame is one JSON text. */
export type ClientFrame =
  | SignalInput
  | { readonly signals: readonly SignalInput[] }
  /** Asks for the in-app messages of one customer; `token` proves that the app may (see `customerToken`). */
  | { readonly type: 'subscribe'; readonly customer: string; readonly token?: string }
  /** The message was shown: it is never sent again. */
  | { readonly type: 'shown'; readonly id: string }
  /** The customer tapped it. */
  | { readonly type: 'clicked'; readonly id: string };

/** What the engine says on the stream. */
export type ServerFrame =
  | {
      readonly type: 'ack';
      readonly accepted: readonly string[];
      readonly duplicates: readonly string[];
      readonly rejected: readonly Rejection[];
    }
  /**
   * Signals that were not taken, for now: those of these ids, and as many that had none. Send them again, the same ids, when so much time
   * has passed. Who goes on before is heard for a while, and then cut off with close code 1013.
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
  | { readonly type: 'error'; readonly reason: string };

/** An in-app message as it reaches the app. */
export interface InAppMessage {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly action?: string;
  readonly trigger: string;
  /** Milliseconds since 1970; after this it must not be shown. */
  readonly expiresAt: number;
}
