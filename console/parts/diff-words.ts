/** A stretch of a text: the same as in another text, or not. */
export interface Stretch {
  readonly text: string;
  readonly differs: boolean;
}

/** Longer texts are compared by their beginnings and ends alone: the table of the comparison grows with the square. */
const MOST_WORDS = 400;

/** Splits a text into what it has in common with another, word by word, and what it has not. */
export function diffWords(text: string, other: string): readonly Stretch[] {
  if (text === other) return text === '' ? [] : [{ text, differs: false }];
  const [a, b] = [wordsOf(text), wordsOf(other)];
  const same = a.length > MOST_WORDS || b.length > MOST_WORDS ? sameEnds(a, b) : sameWords(a, b);
  const stretches: { text: string; differs: boolean }[] = [];
  a.forEach((word, i) => {
    const last = stretches.at(-1);
    const differs = !same.has(i);
    if (last && last.differs === differs) last.text += word;
    else stretches.push({ text: word, differs });
  });
  return stretches;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function sameEnds(a: readonly string[], b: readonly string[]): ReadonlySet<number> {
  const same = new Set<number>();
  let start = 0;
  while (start < a.length && a[start] === b[start]) same.add(start++);
  for (let end = 1; a.length - end >= start && a.at(-end) === b.at(-end); end++) same.add(a.length - end);
  return same;
}

/** The indexes of the longest sequence of words that both have. */
function sameWords(a: readonly string[], b: readonly string[]): ReadonlySet<number> {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const same = new Set<number>();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      same.add(i++);
      j++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return same;
}
