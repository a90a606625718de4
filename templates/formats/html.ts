import type { Format, Put, Writable } from './contract.ts';
import { encodeUrlPart, wholeUrl } from './url.ts';

/**
 * HTML, followed closely enough to know whether a value stands in text, in a quoted attribute, in a link or where it
 * could run. States: `text`, `comment`, `raw:<element>`, `open` (just after `<`), `tag:<element>`, `unquoted:<element>`
 * and `<kind>:<quote>:<element>` within an attribute's value, of kind `plain`, `link-start`, `link`, `style` or `code`.
 */
export const html: Format = {
  name: 'html',
  start: 'text',
  follow,
  afterValue: (state) => state.replace(/^link-start:/, 'link:'),
  put: (state) => PUTS[kindOf(state)] ?? { refused: REFUSALS[kindOf(state)] ?? 'no value here' },
  end: (state) => (state === 'text' ? undefined : 'HTML whose tags, quotes and comments are closed'),
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '=': '&#61;',
};
const SPECIAL = /[&<>"'`=]/;
const ALL_SPECIAL = /[&<>"'`=]/g;

/** A value as HTML text or as the value of a quoted attribute. */
export function escapeHtml(value: Writable): string {
  const text = String(value);
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (char) => ENTITIES[char]!) : text;
}

const PUTS: Readonly<Record<string, Put>> = {
  text: escapeHtml,
  comment: escapeHtml,
  plain: escapeHtml,
  'link-start': (value) => escapeHtml(wholeUrl(value)),
  link: (value) => escapeHtml(encodeUrlPart(value)),
  style: plainStyle,
};

const REFUSALS: Readonly<Record<string, string>> = {
  raw: 'no value within a script or style element',
  code: 'no value within an event handler',
  open: 'no value as the name of an element',
  tag: 'a value within quotes: name="{{value}}"',
  unquoted: 'quotes around the value: name="{{value}}"',
};

const LINKS = /^(?:href|src|action|formaction|background|poster|cite|data|srcset|longdesc|xlink:href)$/i;
const RAW = /^(?:script|style)$/i;
// An Outlook conditional is a comment to others and HTML to Outlook: only its marks are comment.
const CONDITIONAL = /^<!(?:--)?\[[^>]*>/;
const HALF_OPEN = /^<[!/]?-?$/;
const ELEMENT = /^<\/?([a-z][^\s/>]*)/i;
const ATTRIBUTE = /(?:(>)|([^\s/>=]+)(\s*=\s*)?(?:(["'])|[^\s>"']+)?)/y;

function kindOf(state: string): string {
  const colon = state.indexOf(':');
  return colon < 0 ? state : state.slice(0, colon);
}

function follow(state: string, text: string): string {
  let at = state;
  let rest = text;
  while (rest !== '') [at, rest] = step(at, rest);
  return at;
}

/** Goes on to the next change of state; returns it with the text that is left. */
function step(state: string, rest: string): [state: string, rest: string] {
  const [kind, ...more] = state.split(':');
  switch (kind) {
    case 'text':
      return stepInText(rest);
    case 'open':
      return stepInText(`<${rest}`);
    case 'comment':
      return until(rest, '-->', 'text', state);
    case 'raw': {
      const end = rest.search(new RegExp(`</${more[0]}`, 'i'));
      return end < 0 ? [state, ''] : [`tag:/`, rest.slice(end + 2 + more[0]!.length)];
    }
    case 'tag':
    case 'unquoted':
      return stepInTag(more.join(':'), rest);
    default:
      return stepInAttribute(state, kind!, more[0]!, more.slice(1).join(':'), rest);
  }
}

function stepInText(rest: string): [string, string] {
  const from = rest.indexOf('<');
  if (from < 0) return ['text', ''];
  const tail = rest.slice(from);
  const conditional = CONDITIONAL.exec(tail);
  if (conditional) return ['text', tail.slice(conditional[0].length)];
  if (tail.startsWith('<!--')) return ['comment', tail.slice(4)];
  if (HALF_OPEN.test(tail)) return ['open', ''];
  const element = ELEMENT.exec(tail);
  return element ? [`tag:${element[1]}`, tail.slice(element[0].length)] : ['text', tail.slice(1)];
}

function stepInTag(element: string, rest: string): [string, string] {
  const from = rest.search(/[^\s/]/);
  if (from < 0) return [`tag:${element}`, ''];
  ATTRIBUTE.lastIndex = from;
  const found = ATTRIBUTE.exec(rest);
  if (!found) return [`tag:${element}`, rest.slice(from + 1)];
  const [all, close, name, equals, quote] = found;
  const tail = rest.slice(from + all.length);
  if (close) return [RAW.test(element) ? `raw:${element}` : 'text', tail];
  if (equals && quote) return [`${attributeKind(name!)}:${quote}:${element}`, tail];
  if (equals && tail === '') return [`unquoted:${element}`, ''];
  return [`tag:${element}`, tail];
}

function stepInAttribute(state: string, kind: string, quote: string, element: string, rest: string): [string, string] {
  const end = rest.indexOf(quote);
  if (end >= 0) return [`tag:${element}`, rest.slice(end + 1)];
  return [kind === 'link-start' && rest.trim() !== '' ? `link:${quote}:${element}` : state, ''];
}

function until(rest: string, mark: string, then: string, state: string): [string, string] {
  const end = rest.indexOf(mark);
  return end < 0 ? [state, ''] : [then, rest.slice(end + mark.length)];
}

function attributeKind(name: string): string {
  if (/^on/i.test(name)) return 'code';
  if (/^style$/i.test(name)) return 'style';
  return LINKS.test(name) ? 'link-start' : /^srcdoc$/i.test(name) ? 'code' : 'plain';
}

function plainStyle(value: Writable): string {
  const text = String(value);
  if (!/^[\w\s#%.,-]*$/.test(text)) throw new Error('a plain value of a style: letters, digits, # % . , -');
  return text;
}
