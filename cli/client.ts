import type { Command } from 'commander';
import { loadKeys } from '../config/keys.ts';
import type { ApiError } from '../engine/api/contract.ts';
import { CliFailure, type Io } from './contract.ts';

/** A running engine, over HTTP. Everything that goes wrong is a CliFailure in words. */
export interface Client {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** Of an answer that is one JSON value a line, each as it comes. */
  lines<T>(method: 'POST', path: string, body?: unknown): AsyncIterable<T>;
}

/** The engine understood and refused. */
export class EngineRefused extends CliFailure {
  readonly status: number;
  readonly answer: ApiError;
  /** When to try again, if it said so. */
  readonly retryAfterMs: number | undefined;
  constructor(status: number, answer: ApiError, retryAfterMs: number | undefined) {
    super(answer.error);
    this.status = status;
    this.answer = answer;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The engine did not answer. */
export class EngineUnreachable extends CliFailure {}

/** Which port of the engine a command talks to. */
export type Port = 'console' | 'ingest';

/** Adds the options that say where the engine is and which key to show. */
export function engineOptions(command: Command, port: Port): Command {
  const [ask, example] = port === 'console' ? ['secret', '8421'] : ['ingest or secret', '8420'];
  const names = port === 'console' ? 'KAIROS_SECRET_KEY' : 'KAIROS_INGEST_KEY or KAIROS_SECRET_KEY';
  return command
    .option('--url <url>', `where the engine is (default: http://127.0.0.1:${example})`)
    .option('--key <key>', `the ${ask} key (default: ${names}; a key in a command line can be seen by others)`);
}

export interface EngineOptions {
  readonly url?: string;
  readonly key?: string;
}

/** Opens a client from a command's options, else the environment. */
export function createApiClient(options: EngineOptions, port: Port, { env, fetch }: Io): Client {
  const isConsole = port === 'console';
  const url =
    options.url ?? `http://127.0.0.1:${isConsole ? (env.KAIROS_CONSOLE_PORT ?? 8421) : (env.KAIROS_PORT ?? 8420)}`;
  if (!URL.canParse(url)) throw new CliFailure(`--url: expected a URL such as http://127.0.0.1:8421, got '${url}'`);
  const { ingestKey, secretKey } = loadKeys(env);
  const key = options.key ?? (isConsole ? secretKey : (ingestKey ?? secretKey));
  if (!key) {
    const names = isConsole ? 'KAIROS_SECRET_KEY' : 'KAIROS_INGEST_KEY';
    throw new CliFailure(`no key: set ${names} or give --key (the engine shows its keys at its first start)`);
  }
  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new EngineUnreachable(`no answer from ${url} (${reasonOf(cause)}); is the engine running there?`, {
        cause,
      });
    });
    if (response.ok) return response;
    throw new EngineRefused(response.status, answerOf(await response.text(), response.status), retryAfterMs(response));
  };
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    parse<T>(await (await request(method, path, body)).text(), url);
  return {
    url,
    get: (path) => ask('GET', path),
    send: ask,
    async *lines<T>(method: string, path: string, body?: unknown) {
      const { body: stream } = await request(method, path, body);
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of stream ?? []) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) yield parse<T>(line, url);
      }
      if (rest !== '') yield parse<T>(rest, url);
    },
  };
}

function parse<T>(text: string, url: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new CliFailure(`${url} answered something that is not from an engine`, { cause });
  }
}

function answerOf(text: string, status: number): ApiError {
  try {
    const answer = JSON.parse(text) as Partial<ApiError>;
    if (typeof answer.error === 'string') return { ...answer, error: answer.error };
  } catch {
    // A proxy in between answers in its own words.
  }
  return { error: `the engine answered ${status} ${text.slice(0, 200)}`.trim() };
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : undefined;
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (!(inner instanceof Error)) return String(inner);
  return (inner as NodeJS.ErrnoException).code ?? inner.message;
}
