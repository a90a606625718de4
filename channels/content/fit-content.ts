import type { Message } from '../../templates/contract.ts';
import type { Abilities, Button, Card, Content, ListItem, Location, Shown } from './contract.ts';
import { mapUrlOf, readContent } from './read-content.ts';

/**
 * Fits a message to what a channel can show. What it cannot is written into the text, by rule: a gallery becomes a
 * list, a list and answers to choose from become a numbered menu, a picture, a place and a link become a line with a
 * URL. What cannot stand beside the text that comes of it is written into it too. Nothing is lost.
 */
export function fitContent(message: Message, can: Abilities): Shown {
  const shown = fitEach(message, can);
  const tooMuch = findTooMuch(shown, can);
  if (tooMuch === undefined) return shown;
  const { [tooMuch]: _, ...less } = can;
  return fitContent(message, less);
}

/** Returns what cannot stand beside the text; undefined: all can. */
function findTooMuch({ text, ...shown }: Shown, { gallery, textBeside }: Abilities) {
  const isOwnCard = gallery?.takesText && (text !== '' || shown.pictures.length > 0);
  const cards = shown.gallery.length + (isOwnCard ? 1 : 0);
  const isGalleryWrong = gallery && (cards < (gallery.least ?? 0) || cards > gallery.most);
  if (shown.gallery.length > 0 && isGalleryWrong) return 'gallery';
  return (['gallery', 'pictures', 'buttons'] as const).find(
    (part) => shown[part].length > 0 && [...text].length > (textBeside?.[part] ?? Number.POSITIVE_INFINITY),
  );
}

/** Fits each part of a message for itself. */
function fitEach({ text = '', content }: Message, can: Abilities): Shown {
  const written = readContent(content);
  const lines: string[] = [];
  const menu: string[] = [];

  const isGallery =
    written.gallery.length <= (can.gallery?.most ?? 0) && written.gallery.every((card) => isCardFit(card, can));
  const gallery = isGallery ? written.gallery : [];
  const listed = isGallery ? written.list : joinGallery(written, lines);

  const isList = listed !== undefined && listed.items.length <= (can.list?.most ?? 0);
  if (listed && !isList) menu.push(...listed.items.map(lineOf));

  const buttons =
    written.buttons.length <= (can.buttons?.most ?? 0) && fits(written.buttons, can) ? written.buttons : [];
  for (const { kind, label, value } of buttons.length > 0 ? [] : written.buttons) {
    if (kind === 'reply') menu.push(label);
    else lines.push(`${label}: ${value}`);
  }
  const mostReplies = Math.min(can.replies?.most ?? 0, (can.offered ?? Number.POSITIVE_INFINITY) - buttons.length);
  const isOffered = written.replies.length <= mostReplies;
  if (!isOffered) menu.push(...written.replies);

  const pictures = written.pictures.slice(0, can.pictures ?? 0);
  const others = written.pictures.slice(pictures.length);
  lines.unshift(...others.map(({ url, text: about }) => (about === undefined ? url : `${about}: ${url}`)));
  if (written.location && !can.location) lines.push(spellPlace(written.location));

  return {
    text: [text, ...menu.map((line, i) => `${i + 1}. ${line}`), ...lines].filter(Boolean).join('\n'),
    ...{ pictures, buttons, gallery, replies: isOffered ? written.replies : [] },
    list: isList ? listed : undefined,
    location: can.location ? written.location : undefined,
    choices: menuAnswers(written, listed, { isList, hasButtons: buttons.length > 0, isOffered }),
  };
}

/**
 * Returns what a customer chose from a numbered menu: by its number, however written, or by its words; undefined: they
 * wrote something else.
 */
export function readChoice(choices: readonly string[], said: string): string | undefined {
  const text = said.trim().toLowerCase();
  const number = /^(?:#|n[ro°]\.?\s*)?(\d{1,2})[.)]?$/.exec(text)?.[1];
  if (number !== undefined) return choices[Number(number) - 1];
  return choices.find((choice) => choice.toLowerCase() === text);
}

function fits(buttons: readonly Button[], { buttons: can }: Abilities): boolean {
  return buttons.every(({ kind, label }) => can?.kinds.includes(kind) && [...label].length <= can.labelChars);
}

function isCardFit({ title, text = '', buttons }: Card, can: Abilities): boolean {
  const most = { buttons: Infinity, titleChars: Infinity, textChars: Infinity, ...can.gallery };
  return (
    buttons.length <= most.buttons &&
    fits(buttons, can) &&
    [...title].length <= most.titleChars &&
    [...text].length <= most.textChars
  );
}

/** A gallery as a list, before the list that is there; its pictures and buttons with links stand in lines. */
function joinGallery({ gallery, list }: Content, lines: string[]): Content['list'] {
  if (gallery.length === 0) return list;
  for (const { title, picture, buttons } of gallery) {
    if (picture !== undefined) lines.push(`${title}: ${picture}`);
    for (const { kind, label, value } of buttons) if (kind !== 'reply') lines.push(`${title}, ${label}: ${value}`);
  }
  return { label: list?.label ?? '…', items: [...gallery.flatMap(itemsOf), ...(list?.items ?? [])] };
}

/** A card as entries of a list: its own, which has its first answer, and one for each further answer. */
function itemsOf({ title, text, buttons }: Card): readonly ListItem[] {
  const [first, ...others] = buttons.filter(({ kind }) => kind === 'reply');
  return [
    { title, reply: first?.value ?? title, ...(text !== undefined && { text }) },
    ...others.map(({ label, value }) => ({ title: `${title}, ${label}`, reply: value })),
  ];
}

function lineOf({ title, text }: ListItem): string {
  return text === undefined ? title : `${title} – ${text}`;
}

function spellPlace(location: Location): string {
  return [[location.name, location.address].filter(Boolean).join(', '), mapUrlOf(location)].filter(Boolean).join(': ');
}

/** The answers behind the numbers, in the order of the menu. */
function menuAnswers(
  { buttons, replies }: Content,
  listed: Content['list'],
  shown: { readonly isList: boolean; readonly hasButtons: boolean; readonly isOffered: boolean },
): readonly string[] {
  return [
    ...(shown.isList ? [] : (listed?.items ?? []).map(({ reply }) => reply)),
    ...(shown.hasButtons ? [] : buttons.filter(({ kind }) => kind === 'reply').map(({ value }) => value)),
    ...(shown.isOffered ? [] : replies),
  ];
}
