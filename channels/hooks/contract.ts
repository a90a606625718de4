import type { TemplateNews } from '../templates/contract.ts';

/** A call of a provider to our hook, with the bytes as they came. */
export interface HookCall {
  readonly method: 'GET' | 'POST';
  /** The address that it was called at, as the provider knows it: with the public host and the query. */
  readonly url: string;
  /** The query. */
  readonly query: URLSearchParams;
  /** The headers that the provider's `headers` names, in lower case; '' where one is absent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Real time, milliseconds since 1970. */
  readonly now: number;
  /** Gets a page by its URL, from a public address: a certificate, or what confirms a subscription. */
  readonly fetchText: (url: string) => Promise<string>;
}

/** The consequences of a refusal that a provider tells after it took the message: see `RefusalEffect`. */
export const LATE_EFFECTS = ['opt-out', 'marketing-opt-out', 'window-closed', 'fallback-channel'] as const;
export type LateEffect = (typeof LATE_EFFECTS)[number];

/** One thing that a provider tells of a message or its reader, by calling us or over its own connection. */
export interface HookEvent {
  /** Its id at the provider: the same each time that it is told. */
  readonly id: string;
  /** The provider's id of the message. Absent: it is about an address. */
  readonly message?: string | undefined;
  /**
   * What became of the message. `opted-out`: its reader wants no more by this channel; `marketing-resumed`: marketing
   * again, after they stopped it at the service. `blocked`: the reader has shut us out, so that nothing arrives;
   * `unblocked`: no longer. `address-changed`: the reader is at `to` now.
   */
  readonly state:
    | 'delivered'
    | 'opened'
    | 'clicked'
    | 'replied'
    | 'bounced'
    | 'complained'
    | 'failed'
    | 'opted-out'
    | 'marketing-resumed'
    | 'blocked'
    | 'unblocked'
    | 'address-changed';
  /** The reader's address on the channel. */
  readonly address?: string | undefined;
  /** When it happened, milliseconds since 1970. Absent: now. */
  readonly at?: number | undefined;
  /** A bounce after which the address is dead. */
  readonly hard?: boolean | undefined;
  readonly reason?: string | undefined;
  /** What follows from a refusal, by the provider's own code; of `opted-out`: how far it goes. Absent: all of it. */
  readonly effect?: LateEffect | undefined;
  /** What the reader wrote, or the button that was chosen. */
  readonly text?: string | undefined;
  /** The answer behind the button or the entry that was chosen, where the service tells it beside its words. */
  readonly choice?: string | undefined;
  /** The new address. */
  readonly to?: string | undefined;
  readonly url?: string | undefined;
  /** How the program introduces itself that opened it or followed a link. Absent: the service does not say. */
  readonly agent?: string | undefined;
  /** It was a proxy or a scanner, no person: the service says so. */
  readonly machine?: boolean | undefined;
}

/**
 * What a call says. `untrusted`: it is not the provider's, or cannot be read. `answer`: what the provider waits for.
 */
export type HookReading =
  | { readonly untrusted: string }
  | {
      readonly events: readonly HookEvent[];
      /** What it says of templates that it has to approve. */
      readonly templates?: readonly TemplateNews[] | undefined;
      readonly answer?: string | undefined;
    };

/** How a provider tells us what became of messages, at `/hooks/<channel>/<account>`. */
export interface Hooks {
  /** The setting without which every call is refused: an account that lacks it tells nothing. Absent: it needs none. */
  readonly needs?: string;
  /** The settings with the addresses that reports, and answers of readers, come to by mail. Absent: none do. */
  readonly byMail?: { readonly reports: string; readonly answers: string };
  /** The headers that `read` needs, in lower case. */
  readonly headers: readonly string[];
  /**
   * Reads a call. Looks at its signature first, over the raw bytes; a call without a right one is refused. Never
   * throws for what is in it.
   */
  read(call: HookCall, settings: unknown): HookReading | Promise<HookReading>;
}
