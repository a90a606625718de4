import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { QuestionRefused } from '../outcomes/guests/contract.ts';

/** A request as ClickHouse's HTTP protocol says it: what is asked, and how the answer is written. */
export interface PortRequest {
  readonly sql: string;
  readonly params: Readonly<Record<string, string>>;
  readonly usualFormat: string;
  readonly queryId: string | undefined;
  /** Settings about how values are written, as `name = value`. */
  readonly output: readonly string[];
  readonly gzip: boolean;
  /** Whether the answer comes in ClickHouse's own packed blocks. */
  readonly isPacked: boolean;
  /** The form of blocks that the client reads in the format Native; 0: the first. */
  readonly revision: number;
}

const MOST_BYTES = 1024 * 1024;
/** Settings that change how values are written and nothing else. */
const OUTPUT = /^(?:output_format_\w+|date_time_output_format|session_timezone)$/;
/** What the protocol itself uses, limits that are ours anyway, and hints that change no result. */
const IGNORED =
  /^(?:query|database|user|password|default_format|query_id|session_\w+|compress|enable_http_compression|http_\w+|wait_end_of_query|buffer_size|send_progress_in_http_headers|role|quota_key|stacktrace|client_protocol_version|add_http_cors_header|readonly|max_\w+|limit|log_comment|extremes|select_sequential_consistency|result_overflow_mode|allow_experimental_\w+|final)$/;

/** Reads a request. Throws QuestionRefused where it asks for what this port does not do. */
export async function readRequest(request: IncomingMessage, address: URL): Promise<PortRequest> {
  const asked = address.searchParams;
  const body = await readBody(request);
  const params: Record<string, string> = {};
  const output: string[] = [];
  for (const [name, value] of asked) {
    if (name.startsWith('param_')) params[name.slice('param_'.length)] = value;
    else if (OUTPUT.test(name)) output.push(`${name} = ${quote(value)}`);
    else if (!IGNORED.test(name)) {
      throw new QuestionRefused('not-allowed', `Cannot modify '${name}' setting in readonly mode`, {
        ...{ code: 164, type: 'READONLY' },
      });
    }
  }
  const { headers } = request;
  return {
    sql: [asked.get('query') ?? '', body].filter((part) => part.trim() !== '').join('\n'),
    params,
    usualFormat: asked.get('default_format') ?? String(headers['x-clickhouse-format'] ?? 'TabSeparated'),
    queryId: asked.get('query_id') ?? undefined,
    output,
    isPacked: asked.get('compress') === '1',
    revision: Math.max(0, Math.floor(Number(asked.get('client_protocol_version')) || 0)),
    gzip: asked.get('enable_http_compression') === '1' && /\bgzip\b/.test(String(headers['accept-encoding'] ?? '')),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new QuestionRefused('wrong', `a request has ${MOST_BYTES} bytes at most`);
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' || body.length === 0) return body.toString('utf8');
  if (encoding !== 'gzip') throw new QuestionRefused('wrong', `a body may be packed by gzip, not by ${encoding}`);
  const unpacked = await promisify(gunzip)(body, { maxOutputLength: MOST_BYTES }).catch((cause: unknown) => {
    throw new QuestionRefused('wrong', 'the packed body cannot be read', {}, { cause });
  });
  return unpacked.toString('utf8');
}

function quote(value: string): string {
  return /^\d{1,9}$/.test(value) ? value : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
