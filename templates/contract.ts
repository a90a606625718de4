/** How a slot leaves the building; decides how values are escaped. */
export type SlotFormat = 'text' | 'html' | 'header' | 'url' | 'json';

/** One slot that a channel asks a template to fill. */
export interface SlotShape {
  readonly summary: string;
  readonly format: SlotFormat;
  readonly required: boolean;
  readonly maxChars: number;
  /** What fills it where a template does not: `language`, the locale that the message is written in. */
  readonly fills?: 'language';
}

/** The slots of each channel, by channel and slot. Handed in: channels lie to the right. */
export type ChannelSlots = Readonly<Record<string, Readonly<Record<string, SlotShape>>>>;

export interface HelperExample {
  /** What the helper is called with; `hash` is the `key=value` part of the call. */
  readonly args: readonly unknown[];
  readonly hash?: Readonly<Record<string, unknown>>;
  readonly gives: string;
}

/** Where and when a message is written for: what helpers format by. */
export interface Setting {
  readonly at: number;
  readonly zone: string;
  readonly locale: string;
  /** What a template is written in that does not say it: the workspace's locale. */
  readonly home: string;
  readonly currency: string;
}

/**
 * One word a template author can use. One file in `helpers/`, named after itself. Pure. Throws when it cannot say
 * anything true.
 */
export interface Helper {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly HelperExample[];
  /**
   * An option that, where it is not written, is the value of this name beside the first argument: `code` from
   * `currency`.
   */
  readonly beside?: { readonly option: string; readonly name: string };
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

/** What a template can read. Plain data, own properties only. */
export interface View {
  readonly customer: Readonly<Record<string, unknown>>;
  readonly place?: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
  /** Known values by group: `cart.value`, `weather.condition`, `location.lat`. */
  readonly [group: string]: unknown;
}

/** A template that could not be filled for one customer: nothing of it is sent. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** Templates compiled once, at publish. Frozen. */
export interface Renderer {
  readonly templates: ReadonlyMap<string, TemplateDefinition>;
  /** The groups of a view that a template reads at most, and `event.properties` where it may read those; undefined: it may read any. */
  reads(template: string): ReadonlySet<string> | undefined;
  /** Fills every slot or throws a RenderError that names template, channel and slot. */
  render(template: string, channel: string, view: View, setting: Setting): Message;
}
