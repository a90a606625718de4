import type { Format, Writable } from './contract.ts';

/** Schemes that a value may bring along. An app's own scheme must stand in the template. */
const VALUE_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:']);
/** Schemes that run code or read what is not on the network; refused even where the template says them. */
const DENIED_SCHEMES = /^(?:javascript|vbscript|data|file|blob|about|filesystem|view-source|jar):/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const UNFIT = /[\s\u0000-\u001f\u007f<>"\\^`{|}]/;

/** What nearly every URL looks like; the rest is looked at closely. */
const PLAIN = /^https?:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?$/i;

/** A slot that is one URL: a value at its beginning is a whole URL, further on it is percent-encoded. */
export const url: Format = {
  name: 'url',
  start: 'start',
  follow: (state, text) => (text === '' ? state : 'within'),
  afterValue: () => 'within',
  put: (state) => (state === 'start' ? wholeUrl : encodeUrlPart),
  end: () => undefined,
  check(output) {
    const target = output.trim();
    if (UNFIT.test(target)) return 'a URL without spaces and special characters';
    if (DENIED_SCHEMES.test(target)) return 'a URL that opens a page, an app or a mail';
    return SCHEME.test(target) && URL.canParse(target)
      ? undefined
      : 'a complete URL, such as https://shop.example/offer';
  },
};

/** A complete URL of a harmless scheme, or an Error. */
export function wholeUrl(value: Writable): string {
  const target = String(value).trim();
  if (PLAIN.test(target)) return target;
  const scheme = SCHEME.exec(target)?.[0].toLowerCase();
  if (scheme === undefined || !VALUE_SCHEMES.has(scheme) || UNFIT.test(target) || !URL.canParse(target)) {
    throw new Error('a complete http, https, mailto, tel or sms URL');
  }
  return target;
}

/** A value as a part of a URL. */
export function encodeUrlPart(value: Writable): string {
  // By way of UTF-8, as a lone half of a surrogate pair cannot be encoded.
  return encodeURIComponent(Buffer.from(String(value)).toString());
}
