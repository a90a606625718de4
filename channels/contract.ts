import type * as z from 'zod';
import type { Message, SlotShape } from '../templates/contract.ts';
import type { Words } from '../triggers/words/contract.ts';
import type { Abilities } from './content/contract.ts';
import type { HookEvent, Hooks } from './hooks/contract.ts';
import type { ApprovedTemplates, TemplateList, TemplateStates } from './templates/contract.ts';

/** A kind of message: the slots that a template fills, and how a customer is addressed. One file in `kinds/`. */
export interface Channel {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
  readonly slots: Readonly<Record<string, SlotShape>>;
  /**
   * What it can show besides text, where a template writes one content for all channels. Absent: it has no such slot.
   */
  readonly shows?: Abilities;
  /** The provider that sends its messages unless the workspace names another. */
  readonly defaultProvider: string;
  /**
   * The shortest and longest time, in milliseconds, between two attempts of a message; it doubles. A message is tried
   * until it expires. Absent: a second, and five minutes.
   */
  readonly retry?: { readonly firstMs: number; readonly mostMs: number };
  /** It reaches systems or staff: no customer chooses it. */
  readonly isInternal?: true;
  /** Its messages have links that readers follow without us: they may lead by us. */
  readonly tracksLinks?: true;
  /** The most messages that one job of the queue may hold. Absent: one. Set it where sending costs less than a job. */
  readonly together?: number;
  /**
   * Returns the address of a customer, undefined when they have none. `traits` are the customer's traits; `settings`
   * are what the workspace has under `providers.<channel>`, unchecked.
   */
  address(customer: string, traits: Readonly<Record<string, unknown>>, settings: ProviderSettings): string | undefined;
  /** The traits that hold its addresses, each with what it should be. Absent: no trait does. */
  readonly traits?: Readonly<Record<string, string>>;
  /**
   * Tells whether a text is an address of this channel; of one that has a single place any text is. Absent: an address
   * cannot be typed.
   */
  isAddress?(to: string): boolean;
  /** Marks a message so that its reader sees that it is a test. Absent: the channel has no test messages. */
  asTest?(message: Message): Message;
  /** Makes a message of what a person writes to a customer. Absent: the channel carries no such message. */
  asReply?(written: Written): Message;
}

/** What an account is used for. An account is a provider with the settings that one contract with it needs. */
export interface AccountUse {
  /** Unique within its channel. An account that stands alone is named after its provider. */
  readonly name: string;
  /** Accounts with a lower order are tried first. */
  readonly order: number;
  /** Its share of the messages among accounts of the same order. */
  readonly weight: number;
  /** The customers' countries that it serves, ISO 3166-1 alpha-2. Absent: all. */
  readonly countries?: readonly string[] | undefined;
  /** The purposes that it serves. Absent: all. */
  readonly purposes?: readonly string[] | undefined;
  /** What a message costs, of a text message each segment, in the workspace's currency. Absent: not known. */
  readonly price?: number | undefined;
  /** The most messages a second that all engines together hand over to it. Absent: no limit. */
  readonly perSecond?: number | undefined;
}

/** Settings of a provider, before its schema has checked them. */
export type ProviderSettings = Readonly<Record<string, unknown>>;

/** A file that goes with a message: a text, or bytes in base64. */
export type AttachedFile = {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
} & ({ readonly text: string } | { readonly base64: string });

/** One message, as a provider gets it. */
export interface Outbound {
  /** The delivery's id: the same at every attempt. A provider that recognises repeats is given it as the key. */
  readonly id: string;
  readonly customer: string;
  readonly to: string;
  readonly message: Message;
  readonly trigger: string;
  readonly purpose: string;
  readonly sender: { readonly name: string; readonly email: string; readonly postalAddress?: string };
  /** One-click unsubscribe (RFC 8058): absolute URL. */
  readonly unsubscribeUrl: string;
  /** When the message was decided, milliseconds since 1970 on the engine's clock: the same at every attempt. */
  readonly decidedAt?: number;
  readonly expiresAt: number;
  readonly attempt: number;
  /** A provider that cannot carry files leaves them out. */
  readonly files?: readonly AttachedFile[] | undefined;
  /**
   * The id of the message whose thread it goes on, where a person replies in one; a provider that has no threads leaves
   * it out.
   */
  readonly thread?: string | undefined;
}

/** What a person writes to a customer. */
export interface Written {
  readonly text: string;
  /** Of a mail. */
  readonly subject?: string | undefined;
}

/**
 * The consequence of a permanent refusal. `remove-token`: the app is gone from the device. `opt-out`: the customer
 * wants nothing by this channel; `marketing-opt-out`: no marketing. `window-closed`: the customer has to write first.
 * `fallback-channel`: the customer is not to be reached by this channel, maybe by another. Known before anything was
 * sent, as the service said so: `not-reachable`, of the customer; `template-not-approved`, of the message's template.
 * Both go by another channel.
 */
export type RefusalEffect =
  | 'drop'
  | 'suppress-address'
  | 'remove-token'
  | 'opt-out'
  | 'marketing-opt-out'
  | 'channel-misconfigured'
  | 'disable-endpoint'
  | 'window-closed'
  | 'fallback-channel'
  | 'not-reachable'
  | 'template-not-approved';

/**
 * The result of one attempt. `gone` lists those of several devices that are dead, whatever became of the others.
 * - `accepted`: the provider took the message; a receipt may follow.
 * - `throttled`: the provider took nothing and asks for a slower pace. Tried again, `retryAfterMs` later at the
 *   earliest.
 * - `transient`: the provider took nothing. Tried again.
 * - `uncertain`: the content left and no verdict came. Tried again only with an idempotent provider.
 * - `permanent`: the provider refused the message for good.
 */
export type SendResult =
  | {
      readonly kind: 'accepted';
      readonly providerId: string;
      readonly gone?: readonly string[];
      /** What this reader can be shown, where that is less than the channel shows. */
      readonly shows?: Abilities;
    }
  | {
      readonly kind: 'throttled';
      readonly reason: string;
      readonly retryAfterMs?: number;
      /** Who is to go slower: the whole account. Absent: this message only, as a greylisted one. */
      readonly scope?: 'account';
    }
  | { readonly kind: 'transient'; readonly reason: string }
  | { readonly kind: 'uncertain'; readonly reason: string }
  | {
      readonly kind: 'permanent';
      readonly reason: string;
      /** What the service answered, whole. Absent: the reason has all of it. */
      readonly answer?: string;
      readonly effect: RefusalEffect;
      readonly gone?: readonly string[];
    };

/** The time limit of one attempt, and its point of no return. */
export interface AttemptTime {
  /** Aborts when the attempt's time limit is reached. */
  readonly signal: AbortSignal;
  /**
   * Marks the point of no return. A provider awaits it once it is connected, before it hands over any content: over
   * SMTP, when the server has allowed `DATA`. Rejects when the message must not leave. If the engine dies before it
   * resolves, nothing was sent; if it dies after, something may have been.
   */
  leaving(): Promise<void>;
  /** True once `leaving` has resolved. */
  readonly hasLeft: boolean;
}

/** An opened provider; it may hold sockets. */
export interface Connection {
  /**
   * Makes one attempt. Never throws, ends soon after `time.signal` aborts, and hands over no content before
   * `time.leaving()` resolves.
   */
  send(outbound: Outbound, time: AttemptTime): Promise<SendResult>;
  /**
   * Takes a message back that was accepted under this id, where nobody has seen it yet; resolves with whether it did.
   * Absent: the channel cannot. Never throws.
   */
  revoke?(providerId: string, signal: AbortSignal): Promise<boolean>;
  /** Where the service approves templates, and how they are asked for. Absent: it does not, or nobody may ask. */
  readonly templates?: { readonly book: string; list(signal: AbortSignal): Promise<TemplateList> };
  /** The most attempts it makes at once; further ones wait inside it. Absent: no limit. */
  readonly atOnce?: number;
  /** Resolves when all sockets are closed; safe to call twice. */
  close(): Promise<void>;
}

/** Keeps in-app messages for their customers: each is shown once, or stays as a card, until it expires. */
export interface Inbox {
  /**
   * Stores a message; a repeat with the same id changes nothing. Throws an error named `InboxFull` when the customer
   * has too many.
   */
  put(outbound: Outbound): Promise<void>;
}

/** The outside world, as providers may use it. */
export interface ProviderIo {
  /** Is told what a provider hears over its own connection. Must not throw. Absent: nobody listens. */
  readonly hear?: (event: HookEvent) => void;
  /** Where its service calls us, for a service that has to be told with each message. Absent: nobody can call us. */
  readonly hookUrl?: string | undefined;
  readonly inbox: Inbox;
  /** What is known of templates that services have to approve. Absent: nothing is. */
  readonly templates?: TemplateStates | undefined;
  /** The engine's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Real time, milliseconds since 1970, for what others compare with their own clocks. Absent: `now`. */
  readonly wall?: () => number;
  /** Resolves a host name to addresses; the guard checks every one of them. Absent: DNS. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
}

/** A setting that an environment variable may give. It wins over the workspace, and applies to this provider alone. */
export interface EnvironmentSetting {
  /** The setting's name in the provider's `settings`. */
  readonly setting: string;
  readonly summary: string;
  /** Checks the variable when the engine starts. */
  readonly schema: z.ZodType<string>;
  /** A secret may come from a file (`…_FILE`), and its value is never logged. */
  readonly isSecret: boolean;
  /** A value that the schema accepts. `kairos check`, which has no engine, assumes it is given. */
  readonly example: string;
}

/** One way to send the messages of a channel. One file in `providers/`, named after itself. */
export interface Provider {
  readonly name: string;
  readonly channel: string;
  readonly title: Words;
  readonly summary: Words;
  /** True when a repeat with the same id has no second effect: then an `uncertain` attempt is tried again. */
  readonly idempotent: boolean;
  /** It keeps messages in a store of ours, which no service beside us can hold up. */
  readonly isOurs?: true;
  /** Tells whether it reaches an address of its channel. Absent: it reaches all. */
  takes?(to: string): boolean;
  /** Checks the settings when a workspace is published. */
  readonly settings: z.ZodType;
  /** It tells what became of messages over its own connection. */
  readonly hears?: true;
  /** How it tells what became of messages by calling us. Absent: it does not. */
  readonly hooks?: Hooks;
  /**
   * Tells whether its calls arrive and can be checked, where that takes more than what `hooks` needs. `isCallable`: we
   * have a public address. Absent: no more is needed.
   */
  canTell?(settings: unknown, isCallable: boolean): boolean;
  /** Its service has to approve templates. Absent: it sends none. */
  readonly templates?: ApprovedTemplates;
  /** Settings that may come from the environment, by the names of their variables. */
  readonly environment?: Readonly<Record<`KAIROS_${string}`, EnvironmentSetting>>;
  /**
   * Returns what the reader of a message gets, as `send` hands it over, where that is more than its slots. Throws
   * WrongSettings.
   */
  show?(outbound: Outbound, settings: unknown): Message;
  /** Opens the provider; connects to nothing yet. Throws WrongSettings with every problem. */
  open(settings: unknown, io: ProviderIo): Connection;
}
