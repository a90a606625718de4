/** A string, which stays as it is; or a number, with what follows it. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=([ \t\n\r]*[,}\]])?)/g;
const MAYBE_LONG = /\d{16}/;
const LONG = /^-?[1-9]\d{15,}$/;

/**
 * Puts whole numbers beyond 2^53 in quotes, so that each is parsed as the text of its digits. As a number it would be
 * rounded, and an id would become another customer's. Malformed text stays malformed.
 */
export function quoteLongNumbers(json: string): string {
  return json.replace(STRING_OR_NUMBER, (token: string, end: string | undefined) =>
    end !== undefined && isRounded(token) ? `"${token}"` : token,
  );
}

/**
 * Parses JSON with whole numbers beyond 2^53 as the text of their digits. Throws a SyntaxError as `JSON.parse` does.
 */
export function parseExactly(json: string): unknown {
  return JSON.parse(MAYBE_LONG.test(json) ? quoteLongNumbers(json) : json);
}

/** A number that overflows stays a number, and is refused as one. */
function isRounded(token: string): boolean {
  if (!LONG.test(token)) return false;
  const number = Number(token);
  return !Number.isSafeInteger(number) && Number.isFinite(number);
}
