import { StreamLanguage } from '@codemirror/language';

const KEYWORDS =
  'select from where group by order limit having with as and or not in between like is null distinct join left inner on using union all case when then else end asc desc over partition interval array';
const KEYWORD_SET = new Set(KEYWORDS.split(' '));

/** The words that a question is written with. */
export const SQL_KEYWORDS: readonly string[] = KEYWORDS.toUpperCase().split(' ');

/** SQL in as many colours as a reader needs: words of the language, texts, numbers, parameters, comments. */
export const sqlLanguage = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^--.*/)) return 'comment';
    if (stream.match(/^\/\*.*?\*\//)) return 'comment';
    if (stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string';
    if (stream.match(/^\{[^}]*\}/)) return 'propertyName';
    if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
    const word = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null;
    if (word) return KEYWORD_SET.has(word[0].toLowerCase()) ? 'keyword' : null;
    stream.next();
    return null;
  },
});
