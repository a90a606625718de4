import { escapeHtml } from './escape-html.ts';

/** Returns what a person typed as HTML: a paragraph where a line is empty, a new line elsewhere. */
export function htmlOfText(text: string): string {
  return text
    .trim()
    .split(/\r?\n[^\S\n]*\r?\n\s*/)
    .map((part) => `<p>${escapeHtml(part).replaceAll(/\r?\n/g, '<br>')}</p>`)
    .join('\n');
}
