/*
 * A beacon says who it is in up to three parts, the widest first: iBeacon a company's UUID, a major and a minor number;
 * Eddystone a namespace and an instance, or an address. Written in one text, `ibeacon:UUID:MAJOR:MINOR`. A place may
 * name fewer parts: all beacons that begin so are its own.
 */
const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const NUMBER = '(?:0|[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const SPACE = '[0-9a-fA-F]{20}';
const INSTANCE = '[0-9a-fA-F]{12}';
const URL = 'eddystone-url:https?://\\S{1,100}';

/** A beacon as a device hears it, every part said. */
export const BEACON_ID = new RegExp(`^(?:ibeacon:${UUID}:${NUMBER}:${NUMBER}|eddystone:${SPACE}:${INSTANCE}|${URL})$`);
/** A beacon, or all that begin alike, as a place names them. */
export const BEACON_NAME = new RegExp(
  `^(?:ibeacon:${UUID}(?::${NUMBER}){0,2}|eddystone:${SPACE}(?::${INSTANCE})?|${URL})$`,
);

/** Returns the one spelling of a beacon; letters of an address mean what they are. */
export function spellBeacon(id: string): string {
  return id.startsWith('eddystone-url:') ? id : id.toLowerCase();
}

/** Returns the names by which places may call a beacon, itself first. */
export function namesOfBeacon(id: string): readonly string[] {
  const spelt = spellBeacon(id);
  if (spelt.startsWith('eddystone-url:')) return [spelt];
  const parts = spelt.split(':');
  return parts.slice(1).map((_, i) => parts.slice(0, parts.length - i).join(':'));
}
