/** Words of a page by their keys, as the console has them. */
type Tree = string | { readonly [key: string]: Tree };

const ACCENTS: Readonly<Record<string, string>> = {
  ...{ a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú', A: 'ÁÁ', E: 'ÉÉ', I: 'ÍÍ', O: 'ÓÓ', U: 'ÚÚ' },
  ...{ y: 'ý', c: 'ç', n: 'ñ', s: 'š', z: 'ž', C: 'Ç', N: 'Ñ', S: 'Š', Z: 'Ž' },
};

/**
 * A language that nobody speaks, made of another: accents, about 40 % longer, each text in brackets. Arguments and tags
 * stay.
 */
export function pseudoOf(words: Tree): Tree {
  if (typeof words !== 'string') {
    return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, pseudoOf(value)]));
  }
  return `⟦${addAccents(words)}⟧`;
}

/** Text stands at even depths of braces: `{n, plural, one {# place} other {# places}}` has it at 0 and 2. */
function addAccents(message: string): string {
  let depth = 0;
  let isTag = false;
  let said = '';
  for (const char of message) {
    if (char === '{') depth++;
    if (char === '<') isTag = true;
    said += depth % 2 === 0 && !isTag ? (ACCENTS[char] ?? char) : char;
    if (char === '>') isTag = false;
    if (char === '}') depth--;
  }
  return said;
}
