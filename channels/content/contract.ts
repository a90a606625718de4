/** What a channel can show besides text. What is absent it cannot; the content is then fitted to it. */
export interface Abilities {
  /** The most pictures of a message. */
  readonly pictures?: number;
  readonly buttons?: { readonly most: number; readonly kinds: readonly ButtonKind[]; readonly labelChars: number };
  readonly list?: { readonly most: number };
  readonly gallery?: GalleryAbility;
  /** Answers that are offered, gone once one was chosen. */
  readonly replies?: { readonly most: number };
  /** The most buttons and answers together. Absent: each has its own limit alone. */
  readonly offered?: number;
  /** The most characters of a text that stands beside these; beside a longer one they are written into it. */
  readonly textBeside?: Readonly<Partial<Record<'gallery' | 'pictures' | 'buttons', number>>>;
  readonly location?: true;
}

/** What a gallery can be. What is absent has no limit. */
export interface GalleryAbility {
  /** The fewest cards. */
  readonly least?: number;
  readonly most: number;
  /** The most buttons of a card. */
  readonly buttons?: number;
  readonly titleChars?: number;
  readonly textChars?: number;
  /** The message's text and picture stand on a card of their own, the first one, as nothing stands beside a gallery. */
  readonly takesText?: true;
}

export type ButtonKind = 'link' | 'reply' | 'call' | 'place';

export interface Picture {
  readonly url: string;
  readonly text?: string;
}

/** A button: what it says, and what a press does. */
export interface Button {
  readonly label: string;
  readonly kind: ButtonKind;
  /** The URL, the answer that comes back, the phone number; of a place the URL of a map. */
  readonly value: string;
}

export interface ListItem {
  readonly title: string;
  readonly text?: string;
  /** The answer that comes back. */
  readonly reply: string;
}

export interface Card {
  readonly title: string;
  readonly text?: string;
  readonly picture?: string;
  readonly buttons: readonly Button[];
}

export interface Location {
  readonly lat: number;
  readonly lon: number;
  readonly name?: string;
  readonly address?: string;
}

/** What a message shows besides its text, whatever the channel. */
export interface Content {
  readonly pictures: readonly Picture[];
  readonly buttons: readonly Button[];
  /** Its items, and what opens it. */
  readonly list: { readonly label: string; readonly items: readonly ListItem[] } | undefined;
  readonly gallery: readonly Card[];
  readonly replies: readonly string[];
  readonly location: Location | undefined;
}

/** What one channel shows of a message: its text, with what it cannot show otherwise written into it. */
export interface Shown extends Content {
  readonly text: string;
  /** The answers of the numbered menu in the text, in order. */
  readonly choices: readonly string[];
}

/** How a question is answered: by a number from 1, by one of some choices, or in one's own words. */
export type Question =
  | { readonly kind: 'rating'; readonly most: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text' };

/** The answers that a message offers: what comes back by a number, and each with the words that stand on it. */
export interface Offers {
  /** The answers of the numbered menu, in its order. */
  readonly menu: readonly string[];
  readonly answers: readonly { readonly label: string; readonly value: string }[];
}
