const DOTS = /^~*\.{1,2}$/;

/**
 * Writes an id as a part of an address. Browsers take the parts `.` and `..` out of every address, so an id that is one
 * of them gets a `~` before it, as does one that would read as that.
 */
export function writePathPart(id: string): string {
  return DOTS.test(id) ? `~${id}` : id;
}

/** Reads an id from a part of an address. */
export function readPathPart(part: string): string {
  return part.startsWith('~') && DOTS.test(part) ? part.slice(1) : part;
}
