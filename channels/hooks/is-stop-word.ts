import { STOP_WORDS } from './stop-words.ts';

/** A reader who wants no more says so at once; nothing that is longer is looked at. */
const MOST_CHARS = 4_000;

/**
 * Whether a message says, and says nothing else than, that its writer wants no more. What a phone or a mail program
 * sets below a first line is not theirs: a signature, or the message that they answer.
 */
export function isStopWord(text: string): boolean {
  const said = text.slice(0, MOST_CHARS).trim();
  if (ALL.has(wordsOf(said))) return true;
  const [first = '', ...rest] = said.split(/\r\n|[\r\n\u2028\u2029]/u);
  return rest.length > 0 && ALL.has(wordsOf(first)) && isTail(rest.join('\n').trim());
}

/**
 * Returns the letters and numbers of a text, in lower case, one space between words: without accents, emoji, signs that
 * are not seen, and whatever stands around words. Vowel signs that make a word of Hindi or Thai stay.
 */
function wordsOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Script=Inherited}|\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[ıłøđ]/gu, (letter) => PLAIN[letter]!)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Letters with a stroke or without a dot are not taken apart by Unicode. */
const PLAIN: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd' };

const ALL: ReadonlySet<string> = new Set(STOP_WORDS.flatMap(({ words }) => words.map(wordsOf)));

function isTail(rest: string): boolean {
  return TAILS.some((begins) => begins.test(rest));
}

/** How that begins which is set below what a person wrote. */
const TAILS: readonly RegExp[] = [
  // A signature by RFC 3676, 4.3, a line, or the headline over a message that is answered.
  /^(?:--|__|==|[–—]\s*$)/mu,
  /^>/u,
  /^(?:sent (?:from|via|with)|get outlook for|von meinem|gesendet (?:von|mit)|diese nachricht wurde von)\b/iu,
  /^(?:envoyé (?:de|depuis|à partir)|enviado (?:desde|do|de|a partir)|inviato da|verzonden (?:vanaf|met|via))(?!\p{L})/iu,
  /^(?:skickat från|sendt fra|lähetetty|wysłane z|odesláno z|отправлено с|надіслано з|发自我的|從我的|iphoneから送信)/iu,
  /^(?:on|am|le|el|il|op|em|den|w dniu)\s.{0,300}?(?:wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev|napisał)/isu,
  /^\*?(?:from|von|de|da|van|från|fra|od)\*?\s?:\s/iu,
];
