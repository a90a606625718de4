const DOTS = /^~*\.{1,2}$/;

/**
 * Reads a part of an address. Browsers take the parts `.` and `..` out of every address, written out or not, so an id
 * that is one of them is written with `~` before it; one that is that with `~` before it gets one `~` more.
 */
export function readPathPart(part: string): string {
  return part.startsWith('~') && DOTS.test(part) ? part.slice(1) : part;
}
