type Value = string | number | boolean | null | readonly Value[];

/**
 * Returns the values of parameters as the protocol writes them: texts with escapes, `\N` for none, lists in brackets.
 * The type stands in the statement, as `{name:Array(String)}`.
 */
export function readParams(given: Readonly<Record<string, string>>, sql: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, isList(name, sql) ? readList(text) : readText(text)]),
  );
}

function isList(name: string, sql: string): boolean {
  return /^\w+$/.test(name) && new RegExp(`\\{${name}:\\s*Array\\(`).test(sql);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

function readText(text: string): string | null {
  return text === '\\N' ? null : text.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}

const TOKEN = /\s*(?:([[\],])|'((?:[^'\\]|\\.)*)'|([^\s,[\]']+))/gsy;

/** A text that is no list stays a text: ClickHouse then says what is wrong with it. */
function readList(text: string): Value {
  const open: Value[][] = [[]];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.trimEnd().length; at = TOKEN.lastIndex) {
    const [, mark, quoted, bare] = TOKEN.exec(text) ?? [text];
    if (mark === '[') open.push([]);
    else if (mark === ']' && open.length > 1) {
      const closed = open.pop()!;
      open.at(-1)!.push(closed);
    } else if (quoted !== undefined) open.at(-1)!.push(readText(quoted));
    else if (bare !== undefined) open.at(-1)!.push(bareValue(bare));
    else if (mark !== ',') return text;
  }
  const [list] = open[0]!;
  return open.length === 1 && open[0]!.length === 1 && Array.isArray(list) ? list : text;
}

function bareValue(bare: string): Value {
  if (/^null$/i.test(bare)) return null;
  if (bare === 'true' || bare === 'false') return bare === 'true';
  const number = Number(bare);
  return Number.isSafeInteger(number) || /[.eE]/.test(bare) ? number : bare;
}
