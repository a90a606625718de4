import type { Message, SlotFormat } from '../../templates/contract.ts';

/** Returns a link of our own for a URL; undefined: it stays what it is. */
type OursFor = (url: string) => string | undefined;

const ANCHOR = /(<a\b[^>]*?\bhref\s*=\s*)(["'])(https?:\/\/[^"']+)\2/gi;
const IN_TEXT = /https?:\/\/[^\s<>"'`]+/g;
const AFTER_URL = /[.,;:!?)\]}]+$/;

/**
 * Puts links of our own into a message: in HTML where a reader presses, in text wherever a URL stands, of a content its
 * buttons. Pictures stay what they are.
 */
export function rewriteLinks(message: Message, formats: Readonly<Record<string, SlotFormat>>, ours: OursFor): Message {
  const written = Object.entries(message).map(([slot, text]) => [slot, rewriteSlot(text, formats[slot], ours)]);
  return Object.fromEntries(written) as Message;
}

function rewriteSlot(text: string, format: SlotFormat | undefined, ours: OursFor): string {
  switch (format) {
    case 'html':
      return text.replace(ANCHOR, (whole, before: string, mark: string, url: string) => {
        const link = ours(url.replaceAll('&amp;', '&'));
        return link === undefined ? whole : `${before}${mark}${link}${mark}`;
      });
    case 'text':
      return rewriteText(text, ours);
    case 'url':
      return ours(text.trim()) ?? text;
    case 'json':
      return rewriteContent(text, ours);
    default:
      return text;
  }
}

function rewriteText(text: string, ours: OursFor): string {
  return text.replace(IN_TEXT, (found) => {
    const after = AFTER_URL.exec(found)?.[0] ?? '';
    const url = found.slice(0, found.length - after.length);
    return `${ours(url) ?? url}${after}`;
  });
}

/** A content's buttons, and its text; what is no content stays as it is. */
function rewriteContent(json: string, ours: OursFor): string {
  try {
    const rewrite = (value: unknown, name: string): unknown => {
      if (Array.isArray(value)) return value.map((one) => rewrite(one, name));
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewrite(one, key)]));
      if (typeof value !== 'string') return value;
      if (name === 'link') return ours(value) ?? value;
      return name === 'text' ? rewriteText(value, ours) : value;
    };
    return JSON.stringify(rewrite(JSON.parse(json), ''));
  } catch {
    return json; // what the slot's own check would refuse is not ours to mend
  }
}
