/** The templates that a service has to approve, as a provider names them; `S` are the settings of an account. */
export interface ApprovedTemplates<S = Readonly<Record<string, unknown>>> {
  /** Whose templates an account sends by; undefined: nobody may ask for them. */
  bookOf(settings: S): string | undefined;
  /** A template is in one language, which a message does not name. Absent: each is in several. */
  readonly isInOneLanguage?: true;
}

/** What a service says of a message template that it has to approve. */
export interface TemplateNews {
  /** The account of the business at the service in which the template is. */
  readonly book: string;
  readonly name: string;
  /** As the service writes it, such as `de` or `en_US`; '': a message does not name it. */
  readonly language: string;
  /** The service's own word, such as `APPROVED` or `REJECTED`. */
  readonly state: string;
  readonly reason?: string | undefined;
}

/** The templates of a book as the service listed them. */
export interface TemplateList {
  readonly templates: readonly TemplateNews[];
  /** There are no more. */
  readonly isWhole: boolean;
}

/** The state of a template as it is known. `ABSENT`: the service has none of this name in this language. */
export interface TemplateState {
  readonly state: string;
  readonly reason?: string | undefined;
  /** When it was told, real time. */
  readonly at: number;
}

/** Knows the states of templates from memory. */
export interface TemplateStates {
  /** Undefined: nothing is known of it. */
  stateOf(book: string, name: string, language: string): TemplateState | undefined;
}
