import { createBackoff } from './backoff.ts';
import { createMessages, type Messages, type ShowMessage } from './messages.ts';
import { createOutbox, type Sent } from './outbox.ts';
import { prepare } from './outgoing-signal.ts';
import { createPost } from './post.ts';
import type { ServerFrame, SignalInput } from './protocol.ts';
import { openStream, type SocketConstructor, type Stream } from './stream.ts';
import type { Transport } from './transport.ts';

export interface ClientOptions {
  /** The URL of the engine's public edge, such as `https://signals.example`. */
  readonly url: string;
  /**
   * The key. An ingest key may be published in an app. A secret key goes over HTTP only, as a WebSocket would put it
   * into an address.
   */
  readonly key: string;
  /** Absent: a WebSocket where the platform has one, else HTTP. */
  readonly over?: 'websocket' | 'http';
  /** Absent: the platform's own. Node before 22 has none; pass that of `ws` or `undici`. */
  readonly WebSocket?: SocketConstructor;
  readonly fetch?: typeof fetch;
  /** The most signals that wait while offline. Further ones come back as `unsent`. */
  readonly mostPending?: number;
  /** The first wait before a new try. It doubles up to `mostWaitMs`. */
  readonly firstWaitMs?: number;
  readonly mostWaitMs?: number;
  /** How long `close` waits for acknowledgements. */
  readonly closeWithinMs?: number;
  /** Called for failures that belong to no signal: a refused subscription, an engine that cannot be reached. */
  readonly onProblem?: (reason: string) => void;
  readonly now?: () => number;
  readonly random?: () => number;
}

/**
 * Sends an app's signals to the engine. Works offline too: a limited number of signals wait, and each is stored once by
 * its id.
 */
export interface Client {
  /**
   * Sends a signal; it gets an id and a time if it has none. Resolves when the engine has stored it, or with the reason
   * why not. Never rejects.
   */
  send(signal: SignalInput): Promise<Sent>;
  signals(signals: readonly SignalInput[]): Promise<readonly Sent[]>;
  /**
   * Shows this customer's in-app messages as they come. Your server makes the token (`customerToken`). Returns the
   * function that stops it. A later call replaces an earlier one. Throws without a WebSocket.
   */
  subscribe(customer: string, token: string | undefined, show: ShowMessage): () => void;
  /** Reports that the customer tapped a message. */
  clicked(id: string): void;
  /** The number of signals without an acknowledgement. */
  readonly pending: number;
  /** Waits a limited time for acknowledgements, then closes. Signals without one come back as `unsent`. */
  close(): Promise<void>;
}

/** Creates a client. Signals of one turn of the event loop are sent together. */
export function createClient(options: ClientOptions): Client {
  const { closeWithinMs = 5_000, now = Date.now, random = Math.random, onProblem } = options;
  let emptied = (): void => undefined;
  let isClosed = false;
  let isPumping = false;
  let messages: Messages | undefined;
  const outbox = createOutbox(options.mostPending ?? 10_000, () => emptied());
  const parts = {
    url: new URL(options.url).href,
    key: options.key,
    outbox,
    backoff: createBackoff(options.firstWaitMs ?? 250, options.mostWaitMs ?? 30_000, random),
    problem: (reason: string) => onProblem?.(reason),
  };
  const hooks = {
    opened: () => messages?.opened(),
    heard: (frame: ServerFrame) => frame.type === 'message' && messages?.arrived(frame),
  };
  const Socket = options.WebSocket ?? (globalThis as { readonly WebSocket?: SocketConstructor }).WebSocket;
  if (options.over === 'websocket' && !Socket) throw new Error('there is no WebSocket here: hand one in');
  const stream: Stream | undefined = Socket && options.over !== 'http' ? openStream(parts, Socket, hooks) : undefined;
  const transport: Transport = stream ?? createPost(parts, options.fetch ?? fetch);

  const pumpSoon = (): void => {
    if (isPumping) return;
    isPumping = true;
    queueMicrotask(() => {
      isPumping = false;
      transport.pump();
    });
  };
  const send = (signal: SignalInput): Promise<Sent> => {
    const prepared = prepare(signal, now());
    const { id } = prepared;
    if ('reason' in prepared) return Promise.resolve({ id, verdict: 'rejected', reason: prepared.reason });
    if (isClosed) return Promise.resolve({ id, verdict: 'unsent', reason: 'the client is closed' });
    const sent = outbox.add(id, prepared.text);
    if (!sent) return Promise.resolve({ id, verdict: 'unsent', reason: 'too many signals are waiting' });
    pumpSoon();
    return sent;
  };

  return {
    send,
    signals: (signals) => Promise.all(signals.map(send)),
    subscribe(customer, token, show) {
      if (!stream) throw new Error('in-app messages need a WebSocket');
      const mine = createMessages({ customer, token }, show, stream.say, now);
      // No message of an earlier customer may be shown to this one, and the engine gives held messages to
      // the next connection that subscribes.
      if (messages) stream.renew();
      messages = mine;
      mine.opened();
      return () => {
        if (messages !== mine) return;
        messages = undefined;
        stream.renew();
      };
    },
    clicked: (id) => messages?.clicked(id),
    get pending() {
      return outbox.pending;
    },
    async close() {
      isClosed = true;
      if (outbox.pending > 0) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        await new Promise<void>((resolve) => {
          emptied = resolve;
          timer = setTimeout(resolve, closeWithinMs);
        });
        clearTimeout(timer);
      }
      transport.close();
      outbox.giveUp('the client was closed');
    },
  };
}
