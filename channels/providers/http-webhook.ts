import type { Agent, Dispatcher } from 'undici';
import * as z from 'zod';
import { say } from '../../triggers/words/say.ts';
import { sayEach } from '../../triggers/words/say-each.ts';
import type { AttemptTime, Outbound, Provider, ProviderIo, SendResult } from '../contract.ts';
import { holdContent } from '../hold-content.ts';
import { loadUndici } from '../http/load-late.ts';
import { reasonOf } from '../reason.ts';
import { readRetryAfter } from '../retry-after.ts';
import { readSigningKey, signatureOf } from '../sign-webhook.ts';
import { createGuardedConnector, ForbiddenTarget } from '../ssrf-guard.ts';
import { readSettings } from '../wrong-settings.ts';

const secret = say(
  z
    .string('a secret: whsec_ and 24 to 64 bytes in base64')
    .refine((text) => readSigningKey(text) !== undefined, 'a secret: whsec_ and 24 to 64 bytes in base64'),
  { en: 'Secret', de: 'Geheimnis' },
  { kind: 'secret' },
);

const allowed = say(
  z
    .string()
    .max(300)
    .regex(/^\S+:\d+$/, '`host:port`'),
  { en: 'Host and port', de: 'Host und Port' },
  { kind: 'address' },
);

const schema = sayEach(
  z.strictObject({
    url: z
      .string('an http(s) URL')
      .max(2_000, 'an http(s) URL of at most 2000 characters')
      .refine((text) => /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) && URL.canParse(text), 'an http(s) URL')
      .refine((text) => !URL.canParse(text) || new URL(text).username === '', 'a URL without user and password'),
    /** Two of them while a secret is exchanged: each call then carries a signature of both. */
    secret: z.union(
      [
        secret,
        say(z.tuple([secret]), { en: 'One secret', de: 'Ein Geheimnis' }),
        say(z.tuple([secret, secret]), { en: 'Two secrets', de: 'Zwei Geheimnisse' }),
      ],
      'a secret or two: whsec_ and 24 to 64 bytes in base64',
    ),
    /** `host:port` that may be called though they are not public. */
    allow: z.array(allowed).max(100).default([]),
    connectSeconds: z.number().min(0.1).max(30).default(3),
    connections: z.int().min(1).max(1_000).default(50),
  }),
  {
    url: {
      title: { en: 'Address', de: 'Adresse' },
      description: { en: 'It is called for every message.', de: 'Sie wird für jede Nachricht aufgerufen.' },
      kind: 'address',
      examples: ['https://shop.example/kairos'],
    },
    secret: {
      title: { en: 'Secret', de: 'Geheimnis' },
      description: {
        en: 'Signs each call; two while one is exchanged.',
        de: 'Signiert jeden Aufruf; zwei, solange eines ausgetauscht wird.',
      },
      kind: 'secret',
    },
    allow: {
      title: { en: 'Addresses that are not public', de: 'Nicht öffentliche Adressen' },
      description: { en: 'They may be called all the same.', de: 'Sie dürfen dennoch aufgerufen werden.' },
      examples: [['10.0.0.7:8080']],
    },
    connectSeconds: { title: { en: 'Time to connect', de: 'Zeit zum Verbinden' }, unit: 's' },
    connections: { title: { en: 'Connections', de: 'Verbindungen' }, kind: 'count' },
  },
);

const SAID_BYTES = 512;
const BODY_TIMEOUT_MS = 2_000;

/** HTTP calls signed as Standard Webhooks (https://www.standardwebhooks.com) has it. */
export default {
  name: 'http-webhook',
  channel: 'webhook',
  title: { en: 'Signed web call', de: 'Signierter Webaufruf' },
  summary: {
    en: 'POSTs JSON to a URL, signed as Standard Webhooks; only to public addresses unless allowed, and no redirects.',
    de: 'Sendet JSON per POST an eine Adresse, signiert nach Standard Webhooks; nur an öffentliche Adressen, wenn nichts anderes erlaubt ist, und ohne Weiterleitungen.',
  },
  idempotent: true,
  settings: schema,
  show(outbound) {
    const headers = [
      'content-type: application/json',
      `webhook-id: ${outbound.id}`,
      'webhook-timestamp: …',
      'webhook-signature: v1,…',
    ];
    const body = contentOf(outbound, outbound.expiresAt);
    return {
      request: [`POST ${outbound.to}`, ...headers].join('\n'),
      ...(body !== undefined && { payload: JSON.stringify(body, null, 2) }),
    };
  },
  open(settings, io) {
    const { url, secret: secrets, allow, connectSeconds, connections } = readSettings(schema, settings);
    const keys = [secrets].flat().flatMap((text) => readSigningKey(text) ?? []);
    const undici = loadUndici();
    const agent = new undici.Agent({
      connect: createGuardedConnector({ allow, timeoutMs: connectSeconds * 1_000, lookup: io.lookup }),
      connections,
      pipelining: 1,
      bodyTimeout: BODY_TIMEOUT_MS,
    });
    return {
      send: (outbound, time) => post(agent, new URL(url), keys, outbound, io, time),
      close: () => agent.destroy(),
    };
  },
} satisfies Provider;

async function post(
  agent: Agent,
  { origin, pathname, search }: URL,
  keys: readonly Buffer[],
  outbound: Outbound,
  io: ProviderIo,
  time: AttemptTime,
): Promise<SendResult> {
  const now = (io.wall ?? io.now)();
  const content = bodyOf(outbound, io);
  if (!content) return { kind: 'permanent', reason: 'the payload is not JSON', effect: 'drop' };
  const timestamp = String(Math.floor(now / 1_000));
  // A stream is read when its request has a socket.
  const body = holdContent([content], time);
  try {
    const response = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: 'POST',
      body,
      signal: time.signal,
      headers: {
        'content-type': 'application/json',
        'content-length': String(content.byteLength),
        'user-agent': 'Kairos',
        'webhook-id': outbound.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': keys.map((key) => signatureOf(key, outbound.id, timestamp, content)).join(' '),
      },
    });
    return await verdictOf(response, outbound.id, now);
  } catch (cause) {
    if (cause instanceof ForbiddenTarget) {
      return { kind: 'permanent', reason: reasonOf(cause), effect: 'channel-misconfigured' };
    }
    return { kind: time.hasLeft ? 'uncertain' : 'transient', reason: reasonOf(cause) };
  } finally {
    body.destroy();
  }
}

/** The same at every attempt, as its id is. */
function bodyOf(outbound: Outbound, io: ProviderIo): Buffer | undefined {
  const content = contentOf(outbound, io.now());
  return content === undefined ? undefined : Buffer.from(JSON.stringify(content));
}

/** What a call says; undefined: its payload is not JSON. */
function contentOf(outbound: Outbound, now: number): object | undefined {
  const { id, customer, trigger, purpose, message, decidedAt, expiresAt } = outbound;
  const envelope = {
    type: 'message',
    timestamp: new Date(decidedAt ?? now).toISOString(),
    data: { id, customer, trigger, purpose, expiresAt: new Date(expiresAt).toISOString() },
  };
  try {
    const payload: unknown = JSON.parse(message.payload ?? '');
    return { ...envelope, data: { ...envelope.data, payload } };
  } catch {
    return undefined; // a template cannot give this; somebody else's job might
  }
}

async function verdictOf(response: Dispatcher.ResponseData, id: string, now: number): Promise<SendResult> {
  const { statusCode, headers } = response;
  if (statusCode >= 200 && statusCode < 300) {
    // The status is the verdict; what the rest of the reply does no longer matters.
    response.body.dump({ limit: SAID_BYTES, signal: AbortSignal.timeout(BODY_TIMEOUT_MS) }).catch(() => undefined);
    return { kind: 'accepted', providerId: id };
  }
  const reason = `HTTP ${statusCode} ${await firstWords(response)}`;
  const waitMs = readRetryAfter(headers['retry-after'], headers.date, now);
  if (statusCode === 429 || (statusCode === 503 && waitMs !== undefined)) {
    return { kind: 'throttled', reason, scope: 'account', ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  }
  if (statusCode >= 500 || statusCode === 408 || statusCode === 425) return { kind: 'transient', reason };
  if (statusCode === 410) return { kind: 'permanent', reason, effect: 'disable-endpoint' };
  const isOurs = statusCode === 401 || statusCode === 403 || statusCode === 404 || statusCode < 400;
  return { kind: 'permanent', reason, effect: isOurs ? 'channel-misconfigured' : 'drop' };
}

/** Returns the first words of the receiver's answer, for people. */
async function firstWords({ body }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= SAID_BYTES) break;
    }
  } catch {
    chunks.push(Buffer.from(' …')); // the status came; that the words broke off does not change it
  }
  return Buffer.concat(chunks).subarray(0, SAID_BYTES).toString();
}
