import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A message that a service took. */
export interface Taken {
  readonly channel: string;
  readonly to: string;
  readonly text: string;
}

/** Made-up services of chats, text messages and push; each is spoken to as its vendor's documents say. */
export interface Services {
  /** How many messages each took, by channel. */
  readonly received: Readonly<Record<string, number>>;
  /** The last ones, newest first. */
  readonly taken: readonly Taken[];
  /** Answers a call below `/services/`. */
  take(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

/** What a service reads of a call, and how it says that it took it. */
interface Service {
  readonly path: RegExp;
  read(body: string): Omit<Taken, 'channel'> | undefined;
  answer(id: string): readonly [status: number, body: object];
}

const MOST_LISTED = 300;
const LARGEST_BYTES = 64 * 1024;
const TOKEN = { access_token: 'demo', expires_in: 3_599, token_type: 'Bearer' };

const SERVICES: Readonly<Record<string, Service>> = {
  sms: {
    path: /^\/2010-04-01\/Accounts\/\w+\/Messages\.json$/,
    read(body) {
      const form = new URLSearchParams(body);
      return saidTo(form.get('To'), form.get('Body'));
    },
    answer: (id) => [201, { sid: `SM${id}`, status: 'queued', error_code: null }],
  },
  whatsapp: {
    path: /^\/\d+\/messages$/,
    read(body) {
      const { to, text, interactive } = JSON.parse(body) as WhatsAppCall;
      return saidTo(to, text?.body ?? interactive?.body.text);
    },
    answer: (id) => [200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.${id}` }] }],
  },
  telegram: {
    path: /^\/bot[\w:-]+\/sendMessage$/,
    read(body) {
      const { chat_id, text } = JSON.parse(body) as { readonly chat_id: string; readonly text: string };
      return saidTo(chat_id, text);
    },
    answer: (id) => [200, { ok: true, result: { message_id: Number.parseInt(id.slice(0, 8), 16) } }],
  },
  viber: {
    path: /^\/pa\/send_message$/,
    read(body) {
      const { receiver, text } = JSON.parse(body) as { readonly receiver: string; readonly text: string };
      return saidTo(receiver, text);
    },
    answer: (id) => [200, { status: 0, status_message: 'ok', message_token: Number.parseInt(id.slice(0, 12), 16) }],
  },
  push: {
    path: /^\/v1\/projects\/\w+\/messages:send$/,
    read(body) {
      const { token, notification } = (JSON.parse(body) as FcmCall).message;
      return saidTo(token, [notification?.title, notification?.body].filter(Boolean).join(': '));
    },
    answer: (id) => [200, { name: `projects/lipa/messages/${id}` }],
  },
};

interface WhatsAppCall {
  readonly to: string;
  readonly text?: { readonly body: string };
  readonly interactive?: { readonly body: { readonly text: string } };
}

interface FcmCall {
  readonly message: {
    readonly token: string;
    readonly notification?: { readonly title?: string; readonly body?: string };
  };
}

/** The channels that have a service here. */
export const SERVED: readonly string[] = Object.keys(SERVICES);

/** Creates the services; nothing was taken yet. */
export function createServices(): Services {
  const received: Record<string, number> = {};
  const taken: Taken[] = [];
  return {
    received,
    taken,
    async take(request, response, path) {
      const [, channel = '', rest = ''] = /^\/services\/([a-z-]+)(\/.*)$/.exec(path) ?? [];
      const service = SERVICES[channel];
      if (!service || request.method !== 'POST') return reply(response, 404, { error: 'no such service' });
      const body = await readBody(request);
      if (rest === '/token') return reply(response, 200, TOKEN);
      const message = service.path.test(rest) ? readSafely(service, body) : undefined;
      if (!message) return reply(response, 400, { error: 'this is no message' });
      received[channel] = (received[channel] ?? 0) + 1;
      taken.unshift({ channel, ...message });
      taken.length = Math.min(taken.length, MOST_LISTED);
      // The same message has the same id, so that a day that is played twice is told alike.
      const id = createHash('sha256').update(`${message.to}\n${message.text}`).digest('hex').slice(0, 32);
      reply(response, ...service.answer(id));
    },
  };
}

function saidTo(to: string | null | undefined, text: string | null | undefined): Omit<Taken, 'channel'> | undefined {
  return to && text ? { to, text } : undefined;
}

function readSafely(service: Service, body: string): Omit<Taken, 'channel'> | undefined {
  try {
    return service.read(body);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
