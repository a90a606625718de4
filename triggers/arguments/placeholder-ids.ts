/**
 * Placeholders that software sends in place of an id, in small letters. Different customers share them, so no customer
 * is called so. The names of variables are among them, and numbers and letters that devices give to everybody.
 */
export const PLACEHOLDERS = [
  // No value, in the words of a language.
  ...['undefined', 'null', 'nil', 'none', 'nan', 'void', 'empty', 'missing', 'true', 'false', '-1', '-'],
  ...['n/a', '#n/a', '(null)', '(none)', '(not set)', 'not set', 'not_set', 'not available', 'not_available'],
  // No one in particular.
  ...['unknown', 'anonymous', 'anon', 'guest', 'nobody', 'not_authenticated', 'unauthenticated', 'default'],
  // The name of the thing in place of the thing.
  ...['id', 'userid', 'user_id', 'user-id', 'uid', 'uuid', 'anonymousid', 'anonymous_id', 'distinctid', 'distinct_id'],
  ...['deviceid', 'device_id', 'customerid', 'customer_id', 'email', 'username', 'idfa', 'gaid'],
  // The id of every phone with a fault of Android 2.2, and the address that iOS and Android show in place of the true
  // one.
  ...['9774d56d682e549c', '02:00:00:00:00:00'],
] as const;

/**
 * An object, an unfilled template, or an empty name of XML: `[object Object]`, `{{userId}}`, `${id}`, `%ID%`, `<nil>`.
 */
const UNFILLED = /^(?:\[object .*\]|\{+.*\}+|\$\{.*\}|%[a-z_]+%|<.*>)$/;
/** Zeros, also as UUID, advertising id, IMEI or MAC; and the UUID that is all ones. */
const ZEROS_OR_ONES = /^\{?0(?:[-:.]?0)*\}?$|^f{8}(?:-f{4}){3}-f{12}$/;
const QUOTED = /^(["'`])(.*)\1$/;
/** Longer than any placeholder. */
const TOO_LONG = 64;

const SPACE = 0x20;
const ZERO = 0x30;
/** Tells capitals and small letters apart. */
const FOLD = 0x20;
const ASCII = 0x80;

const KNOWN: ReadonlySet<string> = new Set(PLACEHOLDERS);

/**
 * Tells whether an id is a placeholder of software that has none. Any spelling in capitals, quotes and blanks counts.
 */
export function isPlaceholder(id: string): boolean {
  if (!mayBe(id)) return false;
  const bare = id.trim().replace(QUOTED, '$2').trim().toLowerCase();
  return bare === '' || KNOWN.has(bare) || ZEROS_OR_ONES.test(bare) || UNFILLED.test(bare);
}

/** Of a placeholder the length with the first and the last letter: one look tells nearly all ids from all of them. */
const OUTLINES: ReadonlySet<number> = new Set([...PLACEHOLDERS, 'ffffffff-ffff-ffff-ffff-ffffffffffff'].map(outlineOf));
const ODD_BEGINNINGS: ReadonlySet<number> = new Set(Array.from(' \t"\'`[{$%<', (mark) => mark.charCodeAt(0)));

/** For the hot path (`npm run bench -- ingest`): some 10 ns where the patterns take 500. */
function mayBe(id: string): boolean {
  const [first, last] = [id.charCodeAt(0), id.charCodeAt(id.length - 1)];
  if (ODD_BEGINNINGS.has(first) || !(last > SPACE) || first >= ASCII) return id.length <= TOO_LONG || id.trim() === '';
  return (first === ZERO && last === ZERO) || OUTLINES.has(outlineOf(id));
}

function outlineOf(id: string): number {
  return (id.length << 16) | ((id.charCodeAt(0) | FOLD) << 8) | (id.charCodeAt(id.length - 1) | FOLD);
}
