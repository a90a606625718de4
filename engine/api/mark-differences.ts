/**
 * Pages with more words are marked by their beginnings and ends alone: the table of the comparison grows with the
 * square.
 */
const MOST_WORDS = 1_500;
/** Elements whose text is no text of the page. */
const NO_TEXT = new Set(['style', 'script', 'title', 'textarea', 'noscript', 'template']);

/** A stretch of a page: text that its reader sees, or anything else. */
interface Part {
  readonly isText: boolean;
  readonly source: string;
}

/** Marks, in a page of HTML, the words that another page does not have, with `<mark>`. All else stays as it is. */
export function markDifferences(html: string, other: string): string {
  if (html === other) return html;
  const parts = partsOf(html);
  const words = parts.map(({ isText, source }) => (isText ? wordsOf(source) : []));
  const theirs = partsOf(other).flatMap(({ isText, source }) => (isText ? wordsOf(source) : []));
  const same = findSame(words.flat(), theirs);
  let at = 0;
  return parts.map(({ isText, source }, i) => (isText ? mark(words[i]!, () => same.has(at++)) : source)).join('');
}

function mark(words: readonly string[], isSame: () => boolean): string {
  const isNew = words.map(() => !isSame());
  let [written, isOpen] = ['', false];
  words.forEach((word, i) => {
    // Space is marked between two words that are, whatever it was found to be.
    const differs = word.trim() === '' ? isOpen && isNew[i + 1] === true : isNew[i]!;
    if (differs !== isOpen) written += differs ? '<mark>' : '</mark>';
    written += word;
    isOpen = differs;
  });
  return isOpen ? `${written}</mark>` : written;
}

/** Splits a page at its tags, comments and elements without text. Reads each letter once, whatever the page is. */
function partsOf(html: string): readonly Part[] {
  const parts: Part[] = [];
  const lower = html.toLowerCase();
  let text = 0;
  for (let at = html.indexOf('<'); at >= 0; ) {
    const end = endOfTag(lower, at);
    if (end === undefined) break;
    if (end > at) {
      if (at > text) parts.push({ isText: true, source: html.slice(text, at) });
      parts.push({ isText: false, source: html.slice(at, end) });
      text = end;
    }
    at = html.indexOf('<', Math.max(end, at + 1));
  }
  if (text < html.length) parts.push({ isText: true, source: html.slice(text) });
  return parts;
}

/** Where what begins with this `<` ends; the place itself: it is a letter of the text; undefined: nowhere. */
function endOfTag(lower: string, at: number): number | undefined {
  if (lower.startsWith('<!--', at)) return after(lower, '-->', at);
  if (!/[a-z/!?]/.test(lower[at + 1] ?? '')) return at;
  let quote = '';
  for (let i = at + 1; i < lower.length; i++) {
    const letter = lower[i]!;
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') {
      const name = /^[a-z]+/.exec(lower.slice(at + 1, at + 12))?.[0] ?? '';
      if (!NO_TEXT.has(name)) return i + 1;
      const closes = after(lower, `</${name}`, i);
      return closes === undefined ? undefined : after(lower, '>', closes);
    }
  }
  return undefined;
}

function after(text: string, what: string, from: number): number | undefined {
  const at = text.indexOf(what, from);
  return at < 0 ? undefined : at + what.length;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|&#?\w+;|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** The indexes of the words that both have, in their order. */
function findSame(mine: readonly string[], theirs: readonly string[]): ReadonlySet<number> {
  const same = new Set<number>();
  let start = 0;
  while (start < mine.length && start < theirs.length && mine[start] === theirs[start]) same.add(start++);
  let end = 0;
  const most = Math.min(mine.length, theirs.length) - start;
  while (end < most && mine.at(-1 - end) === theirs.at(-1 - end)) same.add(mine.length - 1 - end++);
  const [a, b] = [mine.slice(start, mine.length - end), theirs.slice(start, theirs.length - end)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return same;
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const below = lengths[(i + 1) * width + j]!;
      const beside = lengths[i * width + j + 1]!;
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(below, beside);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      same.add(start + i++);
      j++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return same;
}
