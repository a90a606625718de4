/** What a customer may choose on their page. */
export interface PreferenceView {
  /** The language of the page. */
  readonly language: string;
  /** The languages that they may choose between. */
  readonly languages: readonly string[];
  readonly channels: readonly { readonly name: string; readonly title: string }[];
  readonly purposes: readonly {
    readonly name: string;
    /** By channel. `waits`: they said yes, and have not confirmed it yet. */
    readonly says: Readonly<Record<string, 'yes' | 'no' | 'waits'>>;
  }[];
  readonly sender: string;
}

/** What a customer chose. */
export interface PreferenceChoice {
  /** What they want: `channel:purpose`. */
  readonly wanted: ReadonlySet<string>;
  readonly language?: string | undefined;
  /** They want nothing at all. */
  readonly isNothing: boolean;
}

/** A yes by e-mail that waits for its confirmation, as the link in the mail has it. */
export interface Confirmation {
  readonly customer: string;
  readonly purpose: string;
  readonly address: string;
  /** The mail that asked. */
  readonly delivery: string;
  readonly askedAt: number;
}

/** A page as it is answered, with what its policy must allow. */
export interface Page {
  readonly html: string;
  /** Stands in the policy: the page's own styles have it. */
  readonly nonce: string;
}

/** The customer's own word, by links that were sent to them. */
export interface Preferences {
  /** Reads what a link's customer may choose; undefined: the link is not ours. */
  view(token: string): Promise<PreferenceView | undefined>;
  /** Stores what they chose; resolves when it is stored. False: the link is not ours. */
  save(token: string, choice: PreferenceChoice): Promise<boolean>;
  /** Reads the link of a mail that asks for a confirmation. `over`: it came too late. */
  readConfirmation(token: string): Confirmation | 'over' | undefined;
  /** Stores a confirmation with its proof. Doing it twice is the same as once. */
  confirm(confirmation: Confirmation, agent: string): Promise<void>;
}
