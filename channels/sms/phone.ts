import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Returns a phone number in E.164, such as `+4915112345678`; undefined: it is none that can exist. `country` (ISO 3166)
 * is where numbers are from that name none.
 */
export function readPhone(said: unknown, country?: unknown): string | undefined {
  if (typeof said !== 'string' || said.length > MOST_CHARS) return undefined;
  const number = said.trim().replace(/^00(?=[1-9])/, '+');
  const home = typeof country === 'string' && /^[A-Z]{2}$/.test(country) ? country : undefined;
  const read = parsePhoneNumberFromString(number, { ...(home && { defaultCountry: home as 'DE' }), extract: false });
  return read?.isValid() && read.ext === undefined ? read.number : undefined;
}

const MOST_CHARS = 40;
