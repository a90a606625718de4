import { WebSocket } from 'undici';
import type { Clock, Closable } from '../engine/contract.ts';
import { type Client, createClient, type SocketConstructor } from '../sdk/index.ts';
import { shareOf } from '../triggers/hash.ts';

/** Customers whose app is open: each has a socket of its own and shows the messages that come. */
export interface Audience extends Closable {
  has(customer: string): boolean;
  /** Whether a message is tapped when it is shown. */
  taps(id: string): boolean;
  /** Different messages shown. */
  readonly shown: number;
}

export interface AudienceParts {
  readonly url: string;
  readonly key: string;
  readonly tokenOf: (customer: string) => string;
  readonly customers: readonly string[];
  /** The day's: messages are good until a time of it. */
  readonly clock: Clock;
}

/** How many of the messages that are shown are tapped. */
const TAPPED_SHARE = 0.3;

/** The WebSocket of `undici`, as the client of the SDK takes it: Node 20 has none of its own. */
export const Socket = WebSocket as unknown as SocketConstructor;

/** Opens the apps. */
export function openAudience({ url, key, tokenOf, customers, clock }: AudienceParts): Audience {
  const shown = new Set<string>();
  const present = new Set(customers);
  const taps = (id: string) => shareOf(`tap ${id}`) < TAPPED_SHARE;
  const apps = customers.map((customer) => {
    const app: Client = createClient({ url, key, over: 'websocket', WebSocket: Socket, now: () => clock.now() });
    app.subscribe(customer, tokenOf(customer), ({ id }) => {
      shown.add(id);
      if (taps(id)) app.clicked(id);
    });
    return app;
  });
  return {
    has: (customer) => present.has(customer),
    taps,
    get shown() {
      return shown.size;
    },
    async close() {
      await Promise.all(apps.map((app) => app.close()));
    },
  };
}
