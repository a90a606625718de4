import type { IncomingMessage, ServerResponse } from 'node:http';

/** A webhook that came in. */
export interface Hook {
  readonly id: string;
  readonly body: string;
  readonly receivedAt: number;
}

/** Takes webhooks and keeps what they said. */
export interface Hooks {
  /** Different messages taken since it was opened: a repeat with the same id is one. */
  readonly received: number;
  /** The last ones, newest first. */
  readonly taken: readonly Hook[];
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const MOST_LISTED = 200;
const MOST_IDS = 100_000;
const LARGEST_BYTES = 256 * 1024;

/** Somewhere for webhooks to go: the picking desk of the sample shop. */
export function createHooks(): Hooks {
  const ids = new Set<string>();
  const taken: Hook[] = [];
  return {
    get received() {
      return ids.size;
    },
    taken,
    async take(request, response) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes <= LARGEST_BYTES) chunks.push(chunk);
      }
      if (bytes > LARGEST_BYTES || ids.size >= MOST_IDS) {
        response.writeHead(413).end();
        return;
      }
      const id = String(request.headers['webhook-id'] ?? '');
      if (!ids.has(id)) taken.unshift({ id, body: Buffer.concat(chunks).toString(), receivedAt: Date.now() });
      ids.add(id);
      taken.length = Math.min(taken.length, MOST_LISTED);
      response.writeHead(204).end();
    },
  };
}
