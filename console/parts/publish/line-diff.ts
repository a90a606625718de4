/** One line of a comparison. */
export interface DiffLine {
  readonly is: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Texts with more changed lines than this are compared as a whole. */
const MOST_COMPARED = 2_000;

/** Compares two texts line by line; what both have in common is kept as long as can be. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  return diffOf(splitLines(before), splitLines(after));
}

/** A text as its lines; the last line break ends a line and begins none. */
export function splitLines(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function diffOf(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const lines = (is: DiffLine['is'], some: readonly string[]) => some.map((text): DiffLine => ({ is, text }));
  const [before, after] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return [
    ...lines('same', a.slice(0, start)),
    ...(before.length > MOST_COMPARED || after.length > MOST_COMPARED
      ? [...lines('removed', before), ...lines('added', after)]
      : byLongestCommon(before, after)),
    ...lines('same', a.slice(a.length - end)),
  ];
}

/** The longest common lines, by the table of their lengths. */
function byLongestCommon(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ is: 'same', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      lines.push({ is: 'removed', text: a[i++]! });
    } else {
      lines.push({ is: 'added', text: b[j++]! });
    }
  }
  return lines;
}
