import type { ArgumentWords, Words } from '../triggers/words/contract.ts';

/** The format of a slot's text: it decides how values are escaped. */
export type SlotFormat = 'text' | 'html' | 'header' | 'url' | 'json';

/** One slot that a channel asks a template to fill. */
export interface SlotShape {
  readonly title: Words;
  readonly summary: Words;
  readonly format: SlotFormat;
  readonly required: boolean;
  readonly maxChars: number;
  /** Fills the slot where a template does not: `language` fills in the locale that the message is written in. */
  readonly fills?: 'language';
  /** Returns what was expected of a text that means nothing there; a fixed one is refused when it is published. */
  expects?(text: string): string | undefined;
}

/** The slots of each channel, by channel and slot. */
export type ChannelSlots = Readonly<Record<string, Readonly<Record<string, SlotShape>>>>;

/** A call of a helper and its result; it runs as a test. `hash` is the `key=value` part of the call. */
export interface HelperExample {
  readonly args: readonly unknown[];
  readonly hash?: Readonly<Record<string, unknown>>;
  readonly gives: string;
}

/** What a call may hand over: values in their order, then any number of `others`, and options by name. */
export interface HelperArguments {
  readonly values: readonly HelperArgument[];
  readonly others?: HelperArgument;
  readonly options?: Readonly<Record<string, HelperArgument>>;
}

export interface HelperArgument extends ArgumentWords {
  readonly title: Words;
}

/** The place, time and language of one message: helpers format by them. */
export interface Setting {
  readonly at: number;
  readonly zone: string;
  readonly locale: string;
  /** The workspace's locale: that of a template which names none. */
  readonly home: string;
  readonly currency: string;
}

/**
 * A function that template authors can call. One file in `helpers/`, named after itself. Pure. Throws when it cannot
 * format its arguments; the message is then not sent.
 */
export interface Helper {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
  /** The arguments of a call, for forms and help: `run` checks them. */
  readonly takes: HelperArguments;
  readonly examples: readonly HelperExample[];
  /**
   * An option that defaults to a value beside the first argument: `code` to `cart.currency` in a call with
   * `cart.value`.
   */
  readonly beside?: { readonly option: string; readonly name: string };
  /** Formats its arguments as text. */
  run(args: readonly unknown[], hash: Readonly<Record<string, unknown>>, setting: Setting): string;
}

/** Content with slots, for one or more channels; each slot is Handlebars source. */
export interface TemplateDefinition {
  readonly name: string;
  readonly summary: string;
  /** The locale that `channels` are written in. Absent: the workspace's. */
  readonly language?: string;
  /** By channel, then slot. */
  readonly channels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By BCP 47 language or locale: slots that replace those above. */
  readonly locales: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

/** Filled slots, ready for a channel: `{ subject, html }`, `{ title, body }`. */
export type Message = Readonly<Record<string, string>>;

/** The values that a template can read. Plain data, own properties only. */
export interface View {
  readonly customer: Readonly<Record<string, unknown>>;
  readonly place?: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
  /** Known values by group: `cart.value`, `weather.condition`, `location.lat`. */
  readonly [group: string]: unknown;
}

/** Thrown when a template cannot be filled for one customer. No part of the message is sent. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** Templates compiled once, at publish. Frozen. */
export interface Renderer {
  readonly templates: ReadonlyMap<string, TemplateDefinition>;
  /**
   * Returns the groups of a view that a template may read, and `event.properties` when it may read those. Undefined: it
   * may read any group.
   */
  reads(template: string): ReadonlySet<string> | undefined;
  /** Returns the locale in which a template is written for a reader; undefined: it is not known. */
  localeFor(template: string, locale: string, home: string): string | undefined;
  /** Fills every slot of a channel. Throws a RenderError that names template, channel and slot. */
  render(template: string, channel: string, view: View, setting: Setting): Message;
}
