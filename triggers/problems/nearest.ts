import { distance } from 'fastest-levenshtein';
import { MEANT } from './meant.ts';

/**
 * The known name that was probably meant: by its letters, or by what people call it elsewhere; undefined when none is
 * near.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const lower = name.slice(0, LONGEST).toLowerCase();
  const meant = MEANT.get(lower)?.find((candidate) => names.includes(candidate));
  return (
    meant ?? nearestByLetters(name, names) ?? names.find((candidate) => isBeginning(candidate.toLowerCase(), lower))
  );
}

function nearestByLetters(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(Math.min(name.length, LONGEST) / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(name.slice(0, LONGEST).toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** `saturday` begins with `sat`, `radiusMetres` with `radius`: a short form is near to the long one. */
function isBeginning(known: string, name: string): boolean {
  const [short, long] = known.length < name.length ? [known, name] : [name, known];
  return short.length >= SHORTEST && long.startsWith(short);
}

/** Returns the expectation in place of an unknown name: the kind of thing, and the nearest name. */
export function expectedOne(kind: string, name: string, known: Iterable<string>): string {
  const near = nearest(name, known);
  const said = `'${name.slice(0, LONGEST)}'`;
  return near === undefined ? `${kind}; there is no ${said}` : `${kind}; the nearest to ${said} is '${near}'`;
}

// A name longer than this is no typing mistake, and distance costs the product of both lengths.
const LONGEST = 60;
// A shorter name is the beginning of too many others.
const SHORTEST = 3;
