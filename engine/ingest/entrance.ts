import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LIMITS } from '../../sdk/protocol.ts';
import type { Keys } from '../access/contract.ts';
import type { RateLimit } from '../contract.ts';
import type { Admission } from './admission.ts';
import type { Exchange } from './contract.ts';
import { type Credentials, checkKey, credentialsOf } from './credentials.ts';
import type { Crowd } from './crowd.ts';
import { type JsonBody, readJson, TOO_LARGE } from './read-json.ts';
import type { Inputs, Receipt, Receiver } from './receive.ts';
import { type Refusal, refuse } from './replies.ts';
import type { ShedReader } from './shed-reader.ts';

export interface EntranceParts {
  readonly keys: Keys;
  readonly rateLimit: RateLimit;
  readonly receiver: Receiver;
  readonly admission: Admission;
  readonly crowd: Crowd;
  /** Returns when signals of a kind are refused while there is too much. */
  readonly shedOf: ShedReader;
  /** Whether the engine is stopping and takes no more. */
  isClosing(): boolean;
}

/** The parts that differ between the HTTP routes for signals. */
export interface Entrance<S extends Inputs = Inputs> {
  /** The name of the top-level list in a batch. */
  readonly list: string;
  /** Returns the key in the body. */
  keyIn?(body: Readonly<Record<string, unknown>>): string | undefined;
  /** Takes the body out of what a library wraps around it. It may be gzip then, without a header that says so. */
  unwrap?(bytes: Buffer): Buffer;
  /** Returns the signals of a request. */
  signalsOf(reading: JsonBody & { readonly ok: true }): S;
  /** Answers when every signal is settled. */
  reply(exchange: Exchange, receipt: Receipt, signals: S): void;
}

/** The time after which a client may try again when the engine is behind. */
export const SHED_MS = 1_000;
/** The credentials of every request with its key in the body, until the body was read. */
const NOBODY: Credentials = { key: '', role: 'publishable' };
const NO_KEY: Refusal = {
  status: 401,
  reason: 'a key is needed: Authorization: Bearer KEY, or Basic with the key as user',
};
/** The reason given when there is too much. */
export const FULL = 'more signals than can be stored now';
const inflate = promisify(gunzip);

/**
 * Takes signals over HTTP: checks key, rate and size first, then reads the JSON, and answers when everything is stored.
 */
export function enter<S extends Inputs>(exchange: Exchange, entrance: Entrance<S>, parts: EntranceParts): void {
  const who = credentialsOf(exchange, parts.keys) ?? NOBODY;
  const encoding = exchange.header('content-encoding').toLowerCase();
  const refusal = refusalBefore(who, encoding, exchange, entrance, parts);
  if (refusal) {
    refuse(exchange, refusal);
    return;
  }
  exchange.body(
    LIMITS.batchBytes,
    (bytes) => {
      const body = entrance.unwrap?.(bytes) ?? bytes;
      const isPacked = encoding === 'gzip' || (entrance.unwrap && isGzip(body));
      return (isPacked ? readPacked : readPlain)(body, who, exchange, entrance, parts);
    },
    () => refuse(exchange, TOO_LARGE),
  );
}

function readPlain<S extends Inputs>(
  bytes: Buffer,
  who: Credentials,
  exchange: Exchange,
  entrance: Entrance<S>,
  parts: EntranceParts,
): void {
  const refusal = takeIn(bytes, who, exchange, entrance, parts);
  if (refusal) refuse(exchange, refusal);
}

async function readPacked<S extends Inputs>(
  bytes: Buffer,
  who: Credentials,
  exchange: Exchange,
  entrance: Entrance<S>,
  parts: EntranceParts,
): Promise<void> {
  const unpacked = await unpack(bytes);
  if (Buffer.isBuffer(unpacked)) readPlain(unpacked, who, exchange, entrance, parts);
  else refuse(exchange, unpacked);
}

/** Returns the refusal that is known before the body arrives. */
function refusalBefore(
  who: Credentials,
  encoding: string,
  exchange: Exchange,
  { keyIn }: Pick<Entrance, 'keyIn'>,
  { isClosing, rateLimit, crowd }: EntranceParts,
): Refusal | undefined {
  if (isClosing()) return { status: 503, reason: 'the engine is stopping', waitMs: SHED_MS };
  if (who === NOBODY && !keyIn) return NO_KEY;
  const waitMs = rateLimit.waitMs(who.key);
  if (waitMs > 0) return { status: 429, reason: 'too many signals for this key', waitMs };
  const crowdedMs = crowd.waitBefore(who.key, exchange);
  if (crowdedMs > 0) return { status: 429, reason: FULL, waitMs: crowdedMs };
  if (encoding === '' || encoding === 'identity' || encoding === 'gzip') return undefined;
  return { status: 415, reason: `content-encoding must be gzip or none, got ${encoding.slice(0, 40)}` };
}

function takeIn<S extends Inputs>(
  bytes: Buffer,
  known: Credentials,
  exchange: Exchange,
  entrance: Entrance<S>,
  { keys, rateLimit, receiver, crowd }: EntranceParts,
): Refusal | undefined {
  const party = crowd.admit(bytes, entrance.list, known.key, exchange);
  if (typeof party === 'number') return { status: 429, reason: FULL, waitMs: party };
  const reading = readJson(bytes, entrance.list);
  const isNamed = known === NOBODY && reading.ok;
  const who = (isNamed && checkKey(entrance.keyIn?.(reading.value) ?? '', keys)) || known;
  if (!reading.ok || who === NOBODY) {
    rateLimit.charge(who.key, 1);
    return reading.ok ? NO_KEY : reading;
  }
  const signals = entrance.signalsOf(reading);
  rateLimit.charge(who.key, Math.max(1, signals.inputs.length));
  const sender = { role: who.role, party };
  const isTaken = receiver.receive(signals, sender, (receipt) => entrance.reply(exchange, receipt, signals));
  return isTaken ? undefined : { status: 429, reason: FULL, waitMs: SHED_MS };
}

/** RFC 1952, 2.3.1. */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Returns the unpacked body, never larger than a batch; or why it is refused. */
async function unpack(bytes: Buffer): Promise<Buffer | Refusal> {
  try {
    return await inflate(Buffer.from(bytes), { maxOutputLength: LIMITS.batchBytes });
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    if (!isTooLarge) return { status: 400, reason: 'the body is not gzip, as its content-encoding says' };
    return TOO_LARGE;
  }
}
