import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Settings } from '../../config/settings.ts';
import type { Keys } from '../access/contract.ts';
import type { Audit } from '../audit/contract.ts';
import type { Closable, Log } from '../contract.ts';
import { NotOpenYet } from '../outcomes/contract.ts';
import { type Guests, QuestionRefused } from '../outcomes/guests/contract.ts';
import { isAway } from '../stores/is-away.ts';
import { keyIn } from './key-in.ts';
import { writeRevision } from './native-blocks.ts';
import { packBlocks } from './packed-blocks.ts';
import { readParams } from './read-params.ts';
import { readRequest } from './read-request.ts';
import { translateStatement } from './translate-statement.ts';

export interface ClickHousePortParts {
  readonly settings: Pick<Settings, 'clickhousePort' | 'clickhouseHost'>;
  readonly guests: Guests;
  readonly keys: Pick<Keys, 'check' | 'nameOf'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly log: Log;
}

/** The most rows of an answer; a tool that draws needs far fewer. */
const MOST_ROWS = 1_000_000;
/** A question of a panel that is asked again and again is recorded once in this time. */
const RECORDED_AGAIN_MS = 3_600_000;
const MOST_RECORDED = 1_000;

/**
 * Opens a port that speaks ClickHouse's HTTP protocol, for tools that draw: the views can be read with a reading
 * key as password, and nothing can be written.
 */
export async function openClickHousePort(parts: ClickHousePortParts): Promise<Closable & { readonly port: number }> {
  const recorded = new Map<string, number>();
  const record = async (author: string, sql: string, params: object) => {
    const what = `${author} ${sql}`;
    const now = performance.now();
    if (now - (recorded.get(what) ?? Number.NEGATIVE_INFINITY) < RECORDED_AGAIN_MS) return;
    if (recorded.size >= MOST_RECORDED) recorded.clear();
    recorded.set(what, now);
    await parts.audit.record(author, [{ action: 'ask', kind: 'sql', name: 'clickhouse-port', after: { sql, params } }]);
  };
  const server = createServer((request, response) => {
    answer(request, response, { ...parts, record }).catch((cause: unknown) => {
      parts.log.warn('a request to the port of ClickHouse was not answered', { cause });
      response.destroy();
    });
  });
  server.requestTimeout = 30_000;
  server.maxConnections = 100;
  server.listen(parts.settings.clickhousePort, parts.settings.clickhouseHost);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Answering = ClickHousePortParts & {
  readonly record: (author: string, sql: string, params: object) => Promise<void>;
};

async function answer(request: IncomingMessage, response: ServerResponse, parts: Answering): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://port');
  if (/^\/(?:ping|replicas_status)$/.test(address.pathname)) return void response.end('Ok.\n');
  if (address.pathname !== '/') return void response.writeHead(404).end('There is no handle for this\n');
  try {
    const asker = askerOf(request, address, parts.keys);
    const asked = await readRequest(request, address);
    if (asked.sql === '') return void response.end('Ok.\n');
    const { bytes, format, tookMs } = await ask(asker, asked, parts);
    const plain = asked.isPacked ? await packBlocks(bytes) : bytes;
    const body = asked.gzip ? await promisify(gzip)(plain) : plain;
    response.writeHead(200, {
      'content-type': TYPES[format] ?? (format.startsWith('JSON') ? 'application/json; charset=UTF-8' : BINARY),
      'x-clickhouse-format': format,
      'x-clickhouse-timezone': 'UTC',
      'x-clickhouse-server-display-name': 'kairos',
      'x-clickhouse-summary': JSON.stringify({ elapsed_ns: String(tookMs * 1_000_000) }),
      ...(asked.queryId !== undefined && { 'x-clickhouse-query-id': encodeURIComponent(asked.queryId) }),
      ...(asked.gzip && { 'content-encoding': 'gzip' }),
    });
    response.end(body);
  } catch (cause) {
    refuse(response, cause, parts.log);
  }
}

const BINARY = 'application/octet-stream';
const TYPES: Readonly<Record<string, string>> = {
  TabSeparated: 'text/tab-separated-values; charset=UTF-8',
  CSV: 'text/csv; charset=UTF-8',
  CSVWithNames: 'text/csv; charset=UTF-8',
};

/** A program that asks, by its key. */
interface Asker {
  readonly author: string;
  /** Whether it may see personal data. */
  readonly isPersonal: boolean;
}

async function ask(
  { author, isPersonal }: Asker,
  { sql, params: given, usualFormat, output, revision }: Awaited<ReturnType<typeof readRequest>>,
  { guests, record }: Answering,
) {
  const spelt = await guests.read(sql);
  const statement = translateStatement(spelt.sql);
  const params = readParams(given, statement);
  await record(author, statement, params);
  const format = spelt.format ?? usualFormat;
  if (!/^\w+$/.test(format))
    throw new QuestionRefused('wrong', `Unknown format ${format}`, { code: 73, type: 'UNKNOWN_FORMAT' });
  const question = { sql: statement, params, by: author, isPersonal };
  const { bytes, tookMs } = await guests.bytes(question, { rows: MOST_ROWS, hasCatalogs: true, output }, format);
  return { bytes: format === 'Native' ? writeRevision(bytes, revision) : bytes, tookMs, format };
}

/** A key that only reads is enough; it sees customers under other names. */
function askerOf(request: IncomingMessage, address: URL, keys: Answering['keys']): Asker {
  const key = keyIn(request.headers, address.searchParams);
  const role = key === undefined ? undefined : keys.check(key);
  if (key !== undefined && (role === 'reading' || role === 'secret')) {
    return { author: `key:${keys.nameOf(key) ?? ''}`, isPersonal: role === 'secret' };
  }
  throw new QuestionRefused('not-allowed', 'Authentication failed: a reading key is needed as password', {
    ...{ code: 516, type: 'AUTHENTICATION_FAILED' },
  });
}

function refuse(response: ServerResponse, cause: unknown, log: Log): void {
  const { status, code, type, message } = toException(cause);
  if (status === 500) log.error('a request to the port of ClickHouse failed', { cause });
  response.writeHead(status, {
    'content-type': 'text/plain; charset=UTF-8',
    'x-clickhouse-exception-code': String(code),
    ...(status === 401 && { 'www-authenticate': 'Basic realm="kairos"' }),
  });
  response.end(`Code: ${code}. DB::Exception: ${message.replace(/\.$/, '')}. (${type})\n`);
}

function toException(cause: unknown) {
  if (cause instanceof QuestionRefused) {
    const { code, type, kind, message, hint } = cause;
    const said = hint === undefined ? message : `${message}. ${hint}`;
    const status = code === 516 ? 401 : { 'not-allowed': 403, wrong: 400, 'too-heavy': 400, busy: 503 }[kind];
    return { status, code, type, message: said };
  }
  if (cause instanceof NotOpenYet || isAway(cause)) {
    return { status: 503, code: 210, type: 'NETWORK_ERROR', message: 'ClickHouse does not answer yet, try again' };
  }
  return { status: 500, code: 1002, type: 'UNKNOWN_EXCEPTION', message: 'internal error' };
}
