/** The words of an HTML mail as plain text, links with their targets: for readers that show no HTML. Linear in time. */
export function plainTextOf(html: string): string {
  const page: Page = { text: '', links: [] };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    addWords(page, html.slice(at, open < 0 ? html.length : open));
    const close = open < 0 ? -1 : endOfTag(html, open);
    if (close < 0) break;
    if (!html.startsWith('<!', open)) addTag(page, html.slice(open + 1, close));
    at = close + 1;
  }
  return page.text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

interface Page {
  text: string;
  /** Of the links that are open: where they lead, and where in the text they began. */
  readonly links: { readonly href: string; readonly from: number }[];
}

const UNSEEN = /^<(head|style|script|title)\b/i;
const BREAKS: readonly (readonly [RegExp, string])[] = [
  [/^li\b/i, '\n- '],
  [/^(?:br|hr)\b/i, '\n'],
  [/^\/?(?:p|h[1-6]|table|ul|ol|blockquote)\b/i, '\n\n'],
  [/^\/?(?:div|tr|section|article|header|footer)\b/i, '\n'],
  [/^\/t[dh]\b/i, ' '],
];
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
};

/** Where a tag, a comment or an element that is not seen ends; -1 when it does not. */
function endOfTag(html: string, open: number): number {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4);
    return end < 0 ? -1 : end + 2;
  }
  const unseen = UNSEEN.exec(html.slice(open, open + 10))?.[1];
  if (unseen === undefined) return html.indexOf('>', open);
  const closing = new RegExp(`</${unseen}\\s*>`, 'gi');
  closing.lastIndex = open;
  return closing.test(html) ? closing.lastIndex - 1 : -1;
}

function addWords(page: Page, words: string): void {
  page.text += words.replace(/\s+/g, ' ').replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, decodeEntity);
}

function addTag(page: Page, tag: string): void {
  if (/^a\b/i.test(tag)) page.links.push({ href: attribute(tag, 'href'), from: page.text.length });
  else if (/^\/a\b/i.test(tag)) endLink(page);
  else if (/^img\b/i.test(tag)) addWords(page, attribute(tag, 'alt'));
  else page.text += BREAKS.find(([pattern]) => pattern.test(tag))?.[1] ?? '';
}

function endLink(page: Page): void {
  const link = page.links.pop();
  if (!link || link.href === '' || link.href.startsWith('#')) return;
  const label = page.text.slice(link.from).trim();
  const href = link.href.replaceAll('&amp;', '&');
  if (label === '') page.text += href;
  else if (label !== href) page.text += ` (${href})`;
}

function attribute(tag: string, name: string): string {
  const [, double, single] = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? [];
  return double ?? single ?? '';
}

function decodeEntity(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : entity;
}
