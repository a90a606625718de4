import { HighlightStyle } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** The nonce of this page, with which alone its policy lets styles be written. */
export function nonce(): string {
  return (globalThis as { readonly __webpack_nonce__?: string }).__webpack_nonce__ ?? '';
}

/** The colours of words, by classes of the stylesheet. */
export const WORD_COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: 'text-key' },
  { tag: [tags.string, tags.content], class: 'text-value' },
  { tag: [tags.number, tags.bool, tags.keyword], class: 'text-number' },
  { tag: [tags.comment, tags.lineComment], class: 'text-comment' },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], class: 'text-mark' },
]);
