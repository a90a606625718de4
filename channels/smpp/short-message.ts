import { countSegments, encodeGsm, splitText } from '../sms/segments.ts';
import type { Alphabet } from './decode-text.ts';
import { writeBody } from './pdu.ts';

export interface ShortMessage {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** How long the centre may try. */
  readonly validSeconds: number;
  /** The same for all parts of a message: 0 to 255. */
  readonly reference: number;
  /** What the centre means by its default alphabet. */
  readonly alphabet: Alphabet;
}

const HAS_HEADER = 0x40;
const UCS_2 = 0x08;
const DEFAULT_ALPHABET = 0;
const WITH_RECEIPT = 1;
const [UNKNOWN, INTERNATIONAL, ALPHANUMERIC] = [0, 1, 5];
const ISDN = 1;

/**
 * Returns the body of a `submit_sm` for each part of a message. A long one has a header in each part that joins them.
 */
export function writeParts({ from, to, text, validSeconds, reference, alphabet }: ShortMessage): readonly Buffer[] {
  const isLatin = alphabet === 'latin-1';
  // What Latin-1 lacks of the alphabet of SMS, such as the euro sign, its centre takes as UCS-2.
  const coding = isLatin && !isInLatin(text) ? 'ucs-2' : countSegments(text).coding;
  const parts = splitText(text, coding);
  return parts.map((part, i) => {
    const letters = () => (isLatin ? Buffer.from(part, 'latin1') : encodeGsm(part));
    const content = coding === 'ucs-2' ? Buffer.from(part, 'utf16le').swap16() : letters();
    const isLong = parts.length > 1;
    const header = isLong ? Buffer.from([5, 0, 3, reference & 0xff, parts.length, i + 1]) : Buffer.alloc(0);
    return writeBody([
      '',
      ...senderOf(from),
      ...[INTERNATIONAL, ISDN, to.replace('+', '')],
      ...[isLong ? HAS_HEADER : 0, 0, 0],
      '',
      spellPeriod(validSeconds),
      ...[WITH_RECEIPT, 0, coding === 'ucs-2' ? UCS_2 : DEFAULT_ALPHABET, 0],
      header.byteLength + content.byteLength,
      header,
      content,
    ]);
  });
}

function isInLatin(text: string): boolean {
  return [...text].every((sign) => sign <= '\u00ff');
}

function senderOf(from: string): readonly (string | number)[] {
  if (/[A-Za-z]/.test(from)) return [ALPHANUMERIC, UNKNOWN, from];
  return from.startsWith('+') ? [INTERNATIONAL, ISDN, from.slice(1)] : [UNKNOWN, ISDN, from];
}

/** A period as SMPP writes it: `YYMMDDhhmmss000R`. */
export function spellPeriod(seconds: number): string {
  const whole = Math.min(Math.max(Math.floor(seconds), 1), LONGEST_SECONDS);
  const [days, rest] = [Math.floor(whole / 86_400), whole % 86_400];
  const parts = [days, Math.floor(rest / 3_600), Math.floor((rest % 3_600) / 60), rest % 60];
  return `0000${parts.map((part) => String(part).padStart(2, '0')).join('')}000R`;
}

const LONGEST_SECONDS = 27 * 86_400;
