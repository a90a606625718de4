/** The alphabet of SMS (3GPP TS 23.038), and what of it takes two places. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

/** How a text leaves by SMS. */
export interface Segments {
  readonly coding: 'gsm-7' | 'ucs-2';
  /** Places that the text takes: septets, or units of UTF-16. */
  readonly units: number;
  readonly count: number;
}

/** Units that a message holds, and a part of a longer one. */
const SIZES = { 'gsm-7': [160, 153], 'ucs-2': [70, 67] } as const;

/** Counts the segments of a text: one sign outside the alphabet of SMS makes all of them shorter. */
export function countSegments(text: string): Segments {
  const coding = [...text].every((sign) => BASIC.includes(sign) || EXTENDED.includes(sign)) ? 'gsm-7' : 'ucs-2';
  const sizes = sizesOf(text, coding);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [single, part] = SIZES[coding];
  return { coding, units, count: units <= single ? 1 : packParts(sizes, part).length };
}

/** Splits a text into the parts of a long message; a sign is never torn. `coding` is how it leaves. */
export function splitText(text: string, coding: Segments['coding'] = countSegments(text).coding): readonly string[] {
  const sizes = sizesOf(text, coding);
  const [single, part] = SIZES[coding];
  if (sizes.reduce((sum, size) => sum + size, 0) <= single) return [text];
  const signs = [...text];
  let from = 0;
  return packParts(sizes, part).map((length) => {
    const part = signs.slice(from, from + length).join('');
    from += length;
    return part;
  });
}

function sizesOf(text: string, coding: Segments['coding']): readonly number[] {
  return [...text].map((sign) => (coding === 'ucs-2' ? sign.length : EXTENDED.includes(sign) ? 2 : 1));
}

/** Returns how many signs each part holds. */
function packParts(sizes: readonly number[], most: number): readonly number[] {
  const parts: number[] = [];
  let [units, signs] = [0, 0];
  for (const size of sizes) {
    if (units + size > most) {
      parts.push(signs);
      [units, signs] = [0, 0];
    }
    units += size;
    signs++;
  }
  return [...parts, signs];
}

/** Encodes a text in the alphabet of SMS, one septet a byte; a sign that it lacks becomes a question mark. */
export function encodeGsm(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((sign) => {
      const place = BASIC.indexOf(sign);
      // After É stands the escape that leads to the extension.
      if (place >= 0) return [place < ESCAPE ? place : place + 1];
      return EXTENDED_PLACES[sign] === undefined ? [QUESTION_MARK] : [ESCAPE, EXTENDED_PLACES[sign]];
    }),
  );
}

/**
 * Decodes a text in the alphabet of SMS, one septet a byte. A sign of an extension that is not known is the one that
 * stands in its place in the alphabet, as phones show it.
 */
export function decodeGsm(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i < bytes.byteLength; i++) {
    if (bytes[i] !== ESCAPE) text += signAt(bytes[i]!);
    else if (++i < bytes.byteLength) text += EXTENDED_SIGNS.get(bytes[i]!) ?? signAt(bytes[i]!);
  }
  return text;
}

function signAt(place: number): string {
  if (place === ESCAPE) return ' ';
  return BASIC[place < ESCAPE ? place : place - 1] ?? '?';
}

const ESCAPE = 0x1b;
const QUESTION_MARK = 0x3f;
const EXTENDED_PLACES: Readonly<Record<string, number>> = {
  ...{ '\f': 0x0a, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2f },
  ...{ '[': 0x3c, '~': 0x3d, ']': 0x3e, '|': 0x40, '€': 0x65 },
};
const EXTENDED_SIGNS = new Map(Object.entries(EXTENDED_PLACES).map(([sign, place]) => [place, sign]));
