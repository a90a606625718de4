import type { ChannelLearning } from '../learning/contract.ts';
import type { OpeningHours } from '../places/contract.ts';

/** The purpose of a message: offers, service … Consent, caps and quiet hours refer to it. */
export interface Purpose {
  /** Marketing needs a recorded yes; the rest goes unless there is a recorded no. */
  readonly marketing: boolean;
  /** May pass quiet hours. */
  readonly anyHour: boolean;
  /** A yes by e-mail counts once it was confirmed by a link that was sent to the address. */
  readonly doubleOptIn?: true;
}

/** At most `most` messages to one person within a rolling window, for one purpose or channel or for all. */
export interface Cap {
  readonly most: number;
  readonly withinMs: number;
  readonly purpose?: string;
  readonly channel?: string;
}

/** Spans of `HH:MM` by weekday, and those of a public holiday, whatever weekday it is. */
export type BusinessHours = OpeningHours;

/** The settings of a workspace that hold for all triggers: `workspace.yaml`, checked. */
export interface Workspace {
  readonly name: string;
  /** IANA zone, BCP 47 locale and ISO 4217 currency where nothing nearer to the customer says otherwise. */
  readonly zone: string;
  readonly locale: string;
  readonly currency: string;
  /** ISO 3166 country, with a region where one is said (`DE-SN`): for holidays where nothing nearer says otherwise. */
  readonly country?: string;
  /** When the business is open, in its zone. Absent: unknown. */
  readonly hours?: BusinessHours;
  /** Named conditions on customers, as written. */
  readonly segments: Readonly<Record<string, unknown>>;
  /** Channels in the order they are tried when the customer prefers none. */
  readonly channels: readonly string[];
  readonly purposes: Readonly<Record<string, Purpose>>;
  /** `HH:MM` in the customer's zone; may pass midnight. Absent: none. */
  readonly quietHours?: { readonly from: string; readonly to: string };
  /** Absent: messages keep to what laws and services say of a customer's country (see `policy/`). */
  readonly contactRules?: 'off';
  /** The channels by which a STOP is confirmed with one message. Absent: their services say so, or nothing does. */
  readonly confirmsStopBy?: readonly string[];
  readonly caps: readonly Cap[];
  /** The share of customers, from 0 to 1, that gets no marketing, for comparison. Absent: none. */
  readonly holdout?: number;
  /** How long a period of the comparison with it lasts. */
  readonly measureMs: number;
  /** What one message costs, by channel, in the currency. Absent: nothing is known of costs. */
  readonly prices?: Readonly<Record<string, number>>;
  /**
   * Channels are chosen by what has worked for a customer, where the customer has said nothing. Absent: they are not.
   */
  readonly learning?: ChannelLearning;
  /** How many messages one signal may set off. */
  readonly messagesPerMoment: number;
  readonly sender: { readonly name: string; readonly email: string; readonly postalAddress?: string };
  /** The account of each channel, or a list of several: checked by the providers that are opened with them. */
  readonly providers: Readonly<Record<string, ProviderAccounts>>;
}

type ProviderAccount = Readonly<Record<string, unknown>>;
type ProviderAccounts = ProviderAccount | readonly ProviderAccount[];

/** Triggers that send nothing for now, by name; `isAll`: none of them does. */
export interface PausedTriggers {
  readonly isAll: boolean;
  readonly triggers: ReadonlySet<string>;
}
