import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant; undefined when none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(Math.min(name.length, LONGEST) / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(name.slice(0, LONGEST).toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** What was expected in place of an unknown name: what kind of thing, and the nearest of them. */
export function expectedOne(kind: string, name: string, known: Iterable<string>): string {
  const near = nearest(name, known);
  const said = `'${name.slice(0, LONGEST)}'`;
  return near === undefined ? `${kind}; there is no ${said}` : `${kind}; the nearest to ${said} is '${near}'`;
}

// A name longer than this is no typing mistake, and distance costs the product of both lengths.
const LONGEST = 60;
