import { createHash, randomBytes } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';

/** A page shows its previews at once; later they are asked for anew. */
const KEPT_SECONDS = 120;
/** A longer page has no frame. */
const MOST_CHARS = 400_000;
const ID = /^[0-9a-f]{32}$/;

/** Pages of HTML for frames of the console, at addresses of their own that nobody guesses, for two minutes. */
export interface PreviewFrames {
  /** Keeps a page and returns the id of its address; undefined: it is too long. */
  keep(html: string): Promise<string | undefined>;
  read(id: string): Promise<string | undefined>;
}

/**
 * Creates the frames over a connection. The same page has the same address, so that what did not change is not loaded
 * again.
 */
export function createPreviewFrames(redis: Redis | Cluster): PreviewFrames {
  const secret = redis
    .set('kairos:preview-secret', randomBytes(16).toString('hex'), 'NX')
    .then(() => redis.get('kairos:preview-secret'));
  secret.catch(() => undefined); // the call that waits for it hears of it
  return {
    async keep(html) {
      if (html.length > MOST_CHARS) return undefined;
      const id = createHash('sha256')
        .update(`${(await secret) ?? ''}\n${html}`)
        .digest('hex')
        .slice(0, 32);
      await redis.set(keyOf(id), html, 'EX', KEPT_SECONDS);
      return id;
    },
    async read(id) {
      return ID.test(id) ? ((await redis.get(keyOf(id))) ?? undefined) : undefined;
    },
  };
}

function keyOf(id: string): string {
  return `kairos:preview:${id}`;
}
