import type { Outbound } from '../../channels/contract.ts';
import type { Peer, ProviderPeer, Script } from '../conformance/peers/contract.ts';
import { type HttpAnswer, type HttpCall, type HttpPeerOptions, type HttpScript, startHttpPeer } from './http-peer.ts';

/** An answer of a service, its body as JSON where it is an object. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

type Answering = VendorAnswer | ((call: VendorCall) => VendorAnswer);

/** A request with its body read. */
export interface VendorCall extends HttpCall {
  /** Undefined: its content is no JSON. */
  readonly json: unknown;
  readonly form: URLSearchParams;
  /** `http://host:port` of the peer. */
  readonly base: string;
}

/** The rules of a service, as it publishes them. */
export interface VendorRules extends Pick<ProviderPeer, 'name' | 'cannotHappen'>, Pick<HttpPeerOptions, 'tls'> {
  settings(url: string): object;
  /** Its settings have no address: each message names one. */
  readonly hasNoUrl?: true;
  /** Its settings are all by service: none is shared. */
  readonly isNested?: true;
  readonly to: string | ((url: string) => string);
  message(id: string): Outbound['message'];
  /** Throws where a message breaks the rules. */
  check(call: VendorCall): void;
  /** Returns the id of the delivery that a message belongs to. */
  idOf(call: VendorCall): string;
  /** Answers what is no message, such as a request for a token; undefined: it is a message. */
  readonly aside?: (call: VendorCall) => VendorAnswer | undefined;
  readonly answers: { readonly ok: Answering } & Partial<Record<Script, Answering>>;
}

const HTTP: Partial<Record<Script, HttpScript>> = {
  hang: 'never',
  'reset-before-read': 'reset-before-read',
  'take-then-reset': 'take-then-reset',
};

/** Returns a strict counterpart of a service over HTTP: it complains about each message that breaks its rules. */
export function createVendorPeer(rules: VendorRules): ProviderPeer {
  const { name, cannotHappen, tls } = rules;
  return { name, ...(cannotHappen && { cannotHappen }), start: () => startVendorPeer(rules, tls) };
}

async function startVendorPeer(rules: VendorRules, tls: HttpPeerOptions['tls']): Promise<Peer> {
  const complaints: string[] = [];
  const read = (call: HttpCall): VendorCall => ({
    ...call,
    json: parse(call.body),
    form: new URLSearchParams(call.body),
    base: url,
  });
  const judge = (call: HttpCall): HttpAnswer | undefined => {
    const said = read(call);
    const other = rules.aside?.(said);
    if (other) return answerOf(other);
    try {
      rules.check(said);
    } catch (cause) {
      complaints.push(`${call.method} ${call.url}: ${cause instanceof Error ? cause.message : String(cause)}`);
      return { status: 400, body: 'it breaks the rules' };
    }
    return undefined;
  };
  const peer = await startHttpPeer({ aside: judge, ...(tls && { tls }) });
  const url = `${tls ? 'https' : 'http'}://${peer.host}`;
  const play = (script: HttpScript) => () => {
    peer.script = script;
  };
  const answer = (said: Answering): HttpScript =>
    typeof said === 'function' ? (call) => answerOf(said(read(call))) : answerOf(said);
  const answers = { ...DEFAULTS, ...rules.answers };
  const said = Object.entries(answers).map(([script, one]) => [script, play(answer(one))] as const);
  const others = Object.entries(HTTP).map(([script, one]) => [script, play(one)] as const);
  const scripts: Partial<Record<Script, () => void>> = Object.fromEntries([...said, ...others]);
  scripts.slow = play({ status: 200, body: '{', byteEveryMs: 50 });
  for (const script of rules.cannotHappen ?? []) delete scripts[script];
  return {
    settings: (patience) => ({
      ...(!rules.isNested && {
        ...(!rules.hasNoUrl && { url }),
        allow: [peer.host],
        ...(tls && { ca: tls.cert }),
        ...(patience === 'short' && { connectSeconds: 1 }),
      }),
      ...rules.settings(url),
    }),
    to: typeof rules.to === 'function' ? rules.to(url) : rules.to,
    message: rules.message,
    scripts,
    taken: () => peer.taken.map((call) => rules.idOf(read(call))),
    nextRead: peer.nextRead,
    complaints: () => complaints,
    stop: peer.stop,
  };
}

/** What most services answer. */
const DEFAULTS = {
  'too-fast': { status: 429, headers: { 'retry-after': '7' } },
  'not-now': { status: 503 },
  broken: { status: 500 },
  'error-inside': { status: 200, body: { error: 'something unheard of' } },
  misconfigured: { status: 401 },
  no: { status: 400 },
} satisfies Partial<Record<Script, VendorAnswer>>;

function answerOf({ status, headers = {}, body = '' }: VendorAnswer): HttpAnswer {
  return typeof body === 'string'
    ? { status, headers, body }
    : { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
