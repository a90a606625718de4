/** A string, which stays as it is; or a number, with what follows it. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=([ \t\n\r]*[,}\]])?)/g;
const MAYBE_LONG = /\d{16}/;
const LONG = /^-?[1-9]\d{15,}$/;

/**
 * A JSON text in which whole numbers beyond 2^53 stand in quotes: parsed, each is the text of its digits. As a number it would be
 * rounded, and an id become that of somebody else. Malformed text stays malformed.
 */
export function quoteLongNumbers(json: string): string {
  return json.replace(STRING_OR_NUMBER, (token: string, end: string | undefined) =>
    end !== undefined && isRounded(token) ? `"${token}"` : token,
  );
}

/** Parses JSON so that whole numbers beyond 2^53 are the text of their digits. Throws a SyntaxError as `JSON.parse` does. */
export function parseExactly(json: string): unknown {
  return JSON.parse(MAYBE_LONG.test(json) ? quoteLongNumbers(json) : json);
}

/** What overflows stays a number, and is refused as one. */
function isRounded(token: string): boolean {
  if (!LONG.test(token)) return false;
  const number = Number(token);
  return !Number.isSafeInteger(number) && Number.isFinite(number);
}
