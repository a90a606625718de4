import type { Message } from '../../templates/contract.ts';
import { countSegments } from '../sms/segments.ts';
import type { Button, Shown } from './contract.ts';

/** Writes what a channel shows for previews: its text, and beside it what else its reader sees. */
export function showContent(shown: Shown): Message {
  const { text, pictures, buttons, list, gallery, replies, location } = shown;
  const parts: Readonly<Record<string, readonly string[]>> = {
    pictures: pictures.map(({ url, text: about }) => [about, url].filter(Boolean).join(': ')),
    buttons: buttons.map(spellButton),
    list: list ? [list.label, ...list.items.map((item) => [item.title, item.text].filter(Boolean).join(' – '))] : [],
    gallery: gallery.map((card) =>
      [card.title, card.text, ...card.buttons.map(spellButton)].filter(Boolean).join(' – '),
    ),
    replies,
    location: location
      ? [[location.name, location.address].filter(Boolean).join(', '), `${location.lat}, ${location.lon}`]
      : [],
  };
  const seen = Object.entries(parts).filter(([, lines]) => lines.length > 0);
  return { text, ...Object.fromEntries(seen.map(([name, lines]) => [name, lines.filter(Boolean).join('\n')])) };
}

/** The same for a text message, with the segments that it takes. */
export function showSegments(shown: Shown): Message {
  const { count, coding, units } = countSegments(shown.text);
  return { ...showContent(shown), segments: `${count} (${coding.toUpperCase()}, ${units})` };
}

function spellButton({ label, value }: Button): string {
  return `[${label}] ${value}`;
}
