/** Where a rule of a service or a law was read, and when. A rule is data: it changes without us. */
export interface RuleSource {
  readonly source: string;
  /** The month in which it was read, `YYYY-MM`. */
  readonly asOf: string;
}

/** The time after a customer's last message in which a business may write freely. */
export interface ConversationWindow extends RuleSource {
  readonly openMs: number;
  /** The most messages that may be written within it. Absent: any number. */
  readonly most?: number;
  /** The slots of a message that the service takes while the window is closed; the first must be filled. */
  readonly outside?: readonly string[];
}

/** When marketing may be written, by the clock of the people who get it. */
export interface ContactHours extends RuleSource {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Its states, by the second part of their ISO 3166-2 codes. Absent: all that have no hours of their own. */
  readonly regions?: readonly string[];
  /** The zones of these states. */
  readonly zones?: readonly string[];
  readonly channels: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Days with hours of their own, by weekday. */
  readonly on?: Readonly<Record<string, readonly [from: string, to: string]>>;
  /** Weekdays, and `holiday`: the public holidays of the country. */
  readonly never?: readonly string[];
}

/** What a channel's service, or a law, does not let through whatever the hour. */
export interface ChannelRule extends RuleSource {
  readonly channels: readonly string[];
  readonly countries: readonly string[];
  readonly regions?: readonly string[];
  /** The most marketing messages within a rolling time. Absent: none at all. */
  readonly most?: { readonly count: number; readonly withinMs: number };
  /** Only marketing is meant. */
  readonly isOfMarketing?: true;
}

/** What countries do with a name as the sender of a text message, in place of a number. */
export interface SenderRule extends RuleSource {
  readonly countries: readonly string[];
  /** `not-delivered`: no name is. `registered`: a name that the country, or its networks, know beforehand. */
  readonly names: 'not-delivered' | 'registered';
}
