import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomOf } from '../../bench/data/random.ts';

/** What a service does in its bad hours. */
export const FAULTS = [
  '500',
  '429',
  'hangs',
  'resets before it reads',
  'takes it and resets',
  'takes it and answers slowly',
  'takes it and says nonsense',
  'says yes with an error inside',
] as const;

export type Fault = (typeof FAULTS)[number];

/** A service that speaks as SendGrid does. */
export interface BadService {
  /** `host:port`. */
  readonly url: string;
  readonly calls: number;
  /** The ids of messages that it took, as often as it took them. */
  readonly took: readonly string[];
  /** Calls by what became of them. */
  readonly counts: Readonly<Partial<Record<Fault | 'ok', number>>>;
  close(): Promise<void>;
}

/**
 * What a service does: of `share` of the calls one of the faults, each as often. `slowMs`: how long a good answer
 * takes.
 */
export interface BadHours {
  readonly share: number;
  readonly seed: number;
  readonly slowMs?: number;
  readonly faults?: readonly Fault[];
}

/** Bytes of a slow answer come so far apart that it never ends within an attempt. */
const DRIP_MS = 1_000;

/** Starts a service in its bad hours. */
export async function startBadService({ share, seed, slowMs = 0, faults = FAULTS }: BadHours): Promise<BadService> {
  const random = randomOf(seed);
  const took: string[] = [];
  const counts = Object.fromEntries(['ok', ...faults].map((name) => [name, 0])) as Partial<
    Record<Fault | 'ok', number>
  >;
  let calls = 0;
  const server = createServer((request, response) => {
    calls++;
    const fault = random() < share ? faults[Math.floor(random() * faults.length)] : undefined;
    counts[fault ?? 'ok']! += 1;
    if (fault === 'resets before it reads') return void request.socket.resetAndDestroy();
    readId(request, (id) => {
      if (fault === 'hangs') return;
      if (fault === '500') return void response.writeHead(500).end('{}');
      if (fault === '429') return void response.writeHead(429, { 'retry-after': '0' }).end('{}');
      if (fault === 'says yes with an error inside') {
        return void response.writeHead(200).end(JSON.stringify({ errors: [{ message: 'not now' }] }));
      }
      took.push(id);
      if (fault) return answerBadly(fault, request, response);
      const answer = () => void response.writeHead(202, { 'x-message-id': `m-${id}` }).end();
      if (slowMs > 0) setTimeout(answer, slowMs);
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    took,
    counts,
    close: () => closeAll(server),
  };
}

function readId(request: IncomingMessage, then: (id: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { custom_args } = JSON.parse(Buffer.concat(chunks).toString()) as { custom_args: { delivery: string } };
    then(custom_args.delivery);
  });
  request.on('error', () => undefined);
}

function answerBadly(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'takes it and resets') request.socket.resetAndDestroy();
  else if (fault === 'takes it and says nonsense') response.writeHead(200).end('<html>');
  else {
    response.writeHead(202);
    const drip = setInterval(() => response.write('.'), DRIP_MS);
    response.on('close', () => clearInterval(drip)).on('error', () => undefined);
  }
}

async function closeAll(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
