import type * as z from 'zod';
import type { Message } from '../../templates/contract.ts';
import type { Abilities, Shown } from '../content/contract.ts';
import { fitContent } from '../content/fit-content.ts';
import { showContent } from '../content/show-content.ts';
import type { AttemptTime, Outbound, Provider, ProviderIo, SendResult } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { ForbiddenTarget } from '../ssrf-guard.ts';
import type { ApprovedTemplates, TemplateList } from '../templates/contract.ts';
import { untilAborted } from '../until-aborted.ts';
import { readSettings } from '../wrong-settings.ts';
import { CredentialRefused, type HttpCall, type HttpReply, type Replies, type Token, Unsendable } from './contract.ts';
import { createHttpDoor, type HttpDoor, HttpFault } from './door.ts';
import { createH2Door } from './h2-door.ts';
import { judgeReply } from './judge-reply.ts';
import { createMask, credentialsIn } from './mask-secrets.ts';
import { refuseTemplate } from './refuse-template.ts';
import { createRemembered, type Remembered } from './remembered.ts';
import { type HttpAccount, secretsIn } from './settings.ts';
import { createTokenSource } from './token-source.ts';

/** The parts of a provider that are its service's own. */
export interface HttpProviderParts<S extends HttpAccount>
  extends Pick<
      Provider,
      'name' | 'channel' | 'title' | 'summary' | 'idempotent' | 'environment' | 'takes' | 'hooks' | 'canTell'
    >,
    Replies {
  readonly settings: z.ZodType<S> & z.ZodObject;
  /** The service speaks HTTP/2 alone. */
  readonly isH2?: true;
  /** What the channel shows besides text, where it shows a content. */
  readonly shows?: Abilities | undefined;
  /** Writes what the channel shows for previews. Absent: as it is. */
  readonly preview?: (shown: Shown) => Message;
  /**
   * Writes a message as a call; `shown` is its content as the channel shows it, `hookUrl` where the service may tell
   * what becomes of it. Throws Unsendable.
   */
  write(
    outbound: Outbound,
    settings: NoInfer<S>,
    now: number,
    shown: Shown,
    hookUrl?: string,
  ): HttpCall | Promise<HttpCall>;
  /**
   * Asks, before a message is written, whether it can arrive at all; `ask` makes a call with the account's credential.
   * Throws Unsendable where it cannot; what it throws else is no answer, and the message is tried. Resolves with what
   * this reader can be shown; undefined: all that the channel shows.
   */
  before?(
    outbound: Outbound,
    settings: NoInfer<S>,
    known: Known,
  ): Abilities | undefined | Promise<Abilities | undefined>;
  /** Where the service approves templates: how they are listed, all of a book. */
  readonly templates?: ApprovedTemplates<NoInfer<S>> & {
    list(book: string, settings: NoInfer<S>, ask: (call: HttpCall) => Promise<HttpReply>): Promise<TemplateList>;
  };
  /** Gets the credential, where it is one that expires. Throws CredentialRefused. */
  token?(settings: NoInfer<S>, ask: (call: HttpCall) => Promise<HttpReply>, now: number): Promise<Token>;
  /** Writes the call that takes a message back, where the service can. */
  revoke?(providerId: string, settings: NoInfer<S>): HttpCall;
  /** Puts the credential into a call. Absent: as `Bearer`, where there is a token. */
  authorize?(call: HttpCall, settings: NoInfer<S>, token: string, now: number): HttpCall;
}

/** Makes a call with the credential of the account. */
export type Ask = (call: HttpCall, signal: AbortSignal) => Promise<HttpReply>;

/** What a provider may go by before it writes a message. */
export interface Known {
  readonly ask: (call: HttpCall) => Promise<HttpReply>;
  /** What was learnt of addresses, of this account and in this process. */
  readonly remembered: Remembered<unknown>;
  /** Real time, milliseconds since 1970. */
  readonly now: number;
}

/** What is remembered of addresses: some megabytes at most. */
const MOST_REMEMBERED = 50_000;
/** How long a question before a message may take; without an answer the message is tried. */
const BEFORE_MS = 3_000;
/** How long the service that gives out credentials may take. */
const TOKEN_MS = 10_000;

/** Returns a provider of a service that takes each message by one call over HTTP. */
export function defineHttpProvider<S extends HttpAccount>(parts: HttpProviderParts<S>): Provider {
  const { name, channel, title, summary, idempotent, settings: schema, environment, takes, hooks, canTell } = parts;
  return {
    ...{ name, channel, title, summary, idempotent, settings: schema },
    ...(environment && { environment }),
    ...(takes && { takes }),
    ...(hooks && { hooks }),
    ...(canTell && { canTell }),
    ...(parts.templates && { templates: parts.templates as unknown as ApprovedTemplates }),
    ...(parts.shows && {
      show: ({ message }) => (parts.preview ?? showContent)(fitContent(message, parts.shows ?? {})),
    }),
    open(given, io) {
      const settings = readSettings(schema, given);
      const door = parts.isH2 ? createH2Door(settings, io) : createHttpDoor(settings, io);
      const account = openAccount(parts, settings, door, io);
      const book = parts.templates?.bookOf(settings);
      return {
        send: (outbound, time) => account.send(outbound, time),
        ...(parts.revoke && { revoke: (providerId, signal) => account.revoke(providerId, signal) }),
        ...(book !== undefined && {
          templates: {
            book,
            list: (signal: AbortSignal) => parts.templates!.list(book, settings, (call) => account.ask(call, signal)),
          },
        }),
        close: () => door.close(),
      };
    },
  };
}

function openAccount<S extends HttpAccount>(parts: HttpProviderParts<S>, settings: S, door: HttpDoor, io: ProviderIo) {
  const now = io.wall ?? io.now;
  const mask = createMask(secretsIn(parts.settings, settings as never));
  const ask = async (call: HttpCall) => {
    const reply = await door.ask(call, AbortSignal.timeout(TOKEN_MS));
    return { ...reply, text: mask(createMask(credentialsIn(call))(reply.text)) };
  };
  const tokens = parts.token && createTokenSource(() => parts.token!(settings, ask, now()), now);
  const authorize = parts.authorize ?? withBearer;

  const remembered = createRemembered<unknown>(MOST_REMEMBERED);
  const askAs: Ask = async (call, signal) => {
    const token = tokens ? await untilAborted(tokens.get(), signal) : '';
    return door.ask(authorize(call, settings, token, now()), signal);
  };
  const abilitiesFor = async (outbound: Outbound, time: AttemptTime): Promise<Abilities | undefined> => {
    const signal = AbortSignal.any([time.signal, AbortSignal.timeout(BEFORE_MS)]);
    try {
      return await parts.before?.(outbound, settings, {
        ...{ ask: (call) => askAs(call, signal), remembered, now: now() },
      });
    } catch (cause) {
      if (cause instanceof Unsendable) throw cause;
      return undefined;
    }
  };

  const attempt = async (
    outbound: Outbound,
    time: AttemptTime,
    shows: Abilities | undefined,
    isSecond = false,
  ): Promise<SendResult> => {
    const shown = fitContent(outbound.message, shows ?? parts.shows ?? {});
    const call = await parts.write(outbound, settings, now(), shown, io.hookUrl);
    const token = tokens ? await untilAborted(tokens.get(), time.signal) : '';
    const authorized = authorize(call, settings, token, now());
    const reply = await door.send(authorized, time);
    const { verdict, result } = judgeReply(reply, outbound, {
      ...{ replies: parts, idempotent: parts.idempotent, now: now() },
      mask: (text) => mask(createMask([token, ...credentialsIn(authorized)])(text)),
    });
    if (verdict !== 'credential-expired' || !tokens || isSecond) {
      return shows && result.kind === 'accepted' ? { ...result, shows } : result;
    }
    tokens.drop(token);
    return attempt(outbound, time, shows, true);
  };
  return {
    ask: askAs,
    async revoke(providerId: string, signal: AbortSignal): Promise<boolean> {
      try {
        const { status } = await askAs(parts.revoke!(providerId, settings), signal);
        return status >= 200 && status < 300;
      } catch {
        return false;
      }
    },
    async send(outbound: Outbound, time: AttemptTime): Promise<SendResult> {
      try {
        if (parts.templates) refuseTemplate(outbound.message, settings, parts.templates, io.templates);
        return await attempt(outbound, time, parts.before && (await abilitiesFor(outbound, time)));
      } catch (cause) {
        return faultOf(cause, mask);
      }
    },
  };
}

/** The result of an attempt that got no answer. */
function faultOf(cause: unknown, mask: (text: string) => string): SendResult {
  // Masked before it is cut: what is left of a secret would not be known for one.
  const reason = reasonOf(mask(cause instanceof Error ? cause.message || cause.name : String(cause)));
  if (cause instanceof Unsendable) return { kind: 'permanent', reason, effect: cause.effect };
  const isForbidden = cause instanceof HttpFault && cause.cause instanceof ForbiddenTarget;
  if (isForbidden || cause instanceof CredentialRefused) {
    return { kind: 'permanent', reason, effect: 'channel-misconfigured' };
  }
  return { kind: cause instanceof HttpFault && cause.hasLeft ? 'uncertain' : 'transient', reason };
}

function withBearer(call: HttpCall, _settings: unknown, token: string): HttpCall {
  return token ? { ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } } : call;
}
