import type * as z from 'zod';
import type { Message, SlotShape } from '../templates/contract.ts';

/** What a kind of message needs: which slots a template fills, and where the address is found. One file in `kinds/`. */
export interface Channel {
  readonly name: string;
  readonly summary: string;
  readonly slots: Readonly<Record<string, SlotShape>>;
  /** How many messages may go in one job of the queue: for channels whose sending costs less than the queue. Absent: one. */
  readonly together?: number;
  /** Where a customer is reached; undefined: not at all. `traits` is what `identify` said. */
  address(customer: string, traits: Readonly<Record<string, unknown>>, workspace: ProviderSettings): string | undefined;
}

/** The `providers.<channel>` part of the workspace, unchecked. */
export type ProviderSettings = Readonly<Record<string, unknown>>;

/** One message as a provider gets it. */
export interface Outbound {
  /** The delivery's id: the same at every attempt. Idempotency key where the provider has one. */
  readonly id: string;
  readonly customer: string;
  readonly to: string;
  readonly message: Message;
  readonly trigger: string;
  readonly purpose: string;
  readonly sender: { readonly name: string; readonly email: string; readonly postalAddress?: string };
  /** One-click unsubscribe (RFC 8058): absolute URL. */
  readonly unsubscribeUrl: string;
  /** Milliseconds since 1970, on the engine's clock: when it was decided, the same at every attempt. */
  readonly decidedAt?: number;
  readonly expiresAt: number;
  readonly attempt: number;
}

/** What a permanent refusal asks of us. */
export type RefusalEffect = 'drop' | 'suppress-address' | 'opt-out' | 'channel-misconfigured' | 'disable-endpoint';

/**
 * What became of one attempt.
 * - `accepted`: the provider took responsibility; a receipt may follow.
 * - `throttled`: too fast; nothing was taken.
 * - `transient`: nothing was taken; safe to try again.
 * - `uncertain`: the bytes left and no verdict came back. Never tried again in silence.
 * - `permanent`: refused for good.
 */
export type SendResult =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | { readonly kind: 'throttled'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: 'transient'; readonly reason: string }
  | { readonly kind: 'uncertain'; readonly reason: string }
  | { readonly kind: 'permanent'; readonly reason: string; readonly effect: RefusalEffect };

/** The time of one attempt. */
export interface AttemptTime {
  /** Aborts the attempt at its limit. */
  readonly signal: AbortSignal;
  /**
   * Awaited with the connection in hand, when the next thing is to hand over the content: for SMTP once `DATA` is allowed. Rejects
   * when it must not leave. An engine that dies before has sent nothing; one that dies after may have.
   */
  leaving(): Promise<void>;
  /** Whether `leaving` said yes. */
  readonly hasLeft: boolean;
}

/** A provider, opened: holds sockets. `send` never throws, and hands over nothing before `time.leaving()`. */
export interface Connection {
  send(outbound: Outbound, time: AttemptTime): Promise<SendResult>;
  /** How many it has under way at once; further ones would wait inside it. Absent: as many as come. */
  readonly atOnce?: number;
  close(): Promise<void>;
}

/** Where in-app messages wait for their customer: each is shown once, and dropped when it expires. */
export interface Inbox {
  put(outbound: Outbound): Promise<void>;
}

/** The outside, handed in. */
export interface ProviderIo {
  readonly inbox: Inbox;
  /** The engine's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Real time, milliseconds since 1970: what others compare with their own clocks. Absent: `now`. */
  readonly wall?: () => number;
  /** Resolves a host name to addresses; the guard checks every one of them. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
}

/** One way a message of a channel leaves the building. One file in `providers/`, named after itself. */
export interface Provider {
  readonly name: string;
  readonly channel: string;
  readonly summary: string;
  /** A repeat with the same id has no second effect, so an `uncertain` attempt may be repeated. */
  readonly idempotent: boolean;
  readonly settings: z.ZodType;
  /** Throws when the settings are wrong, with all that is wrong. */
  open(settings: unknown, io: ProviderIo): Connection;
}
