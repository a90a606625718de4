import type { Message } from '../../templates/contract.ts';
import { escapeHtml } from './escape-html.ts';
import { fillWords, wordsIn } from './words.ts';

/** Stands where the link is filled in, when the mail leaves. */
export const CONFIRM_MARK = 'https://confirm.invalid/';

const BUTTON =
  'display:inline-block;padding:12px 20px;background:#146c43;color:#fff;text-decoration:none;border-radius:6px';

/** Writes the mail that asks for a confirmation. It says nothing else: it is no advertising. */
export function confirmationMail(
  language: string,
  values: { readonly sender: string; readonly purpose: string },
): Message {
  const words = wordsIn(language);
  const text = fillWords(words.mailText, values);
  const link = `<a href="${CONFIRM_MARK}" style="${BUTTON}">${escapeHtml(words.confirm)}</a>`;
  return {
    subject: fillWords(words.mailSubject, values).replace(/[\r\n]+/g, ' '),
    html: `<p>${escapeHtml(text)}</p><p>${link}</p><p>${escapeHtml(words.mailIgnore)}</p>`,
    text: `${text}\n\n${words.confirm}: ${CONFIRM_MARK}\n\n${words.mailIgnore}`,
    language,
  };
}
