import Handlebars from 'handlebars';
import type { SourceProblem } from './failure.ts';
import { TEMPLATE_LIMITS } from './limits.ts';

/** Parses a source as Handlebars, within the limits, or returns the problem that stopped it. */
export function parseSource(
  source: string,
): { readonly program: hbs.AST.Program } | { readonly problem: SourceProblem } {
  if (typeof source !== 'string' || Buffer.byteLength(source) > TEMPLATE_LIMITS.sourceBytes) {
    return { problem: { line: 1, column: 1, expected: `a text of at most ${TEMPLATE_LIMITS.sourceBytes} bytes` } };
  }
  if (isTooDeep(source)) {
    return {
      problem: {
        line: 1,
        column: 1,
        expected: `at most ${TEMPLATE_LIMITS.nesting} calls and blocks within each other`,
      },
    };
  }
  try {
    return { program: Handlebars.parse(source) };
  } catch (cause) {
    return { problem: whereParsingStopped(source, cause) };
  }
}

// The parser's time grows with the square of the depth, so what is far too deep does not get there.
const FAR_TOO_DEEP = 4 * TEMPLATE_LIMITS.nesting;
const TAG = /\{\{~?(#|\^(?!~?\s*\}))?(\/)?[^}]*/g;

function isTooDeep(source: string): boolean {
  let blocks = 0;
  for (const [tag, opens, closes] of source.matchAll(TAG)) {
    if (opens) blocks++;
    else if (closes) blocks--;
    if (blocks > FAR_TOO_DEEP || callsIn(tag) > FAR_TOO_DEEP) return true;
  }
  return false;
}

function callsIn(tag: string): number {
  let open = 0;
  let deepest = 0;
  for (const char of tag) {
    if (char === '(') deepest = Math.max(deepest, ++open);
    else if (char === ')') open--;
  }
  return deepest;
}

/** Finds the problem and its place in a parse error of Handlebars. */
function whereParsingStopped(source: string, cause: unknown): SourceProblem {
  const { message, lineNumber, column } = cause as { message: string; lineNumber?: number; column?: number };
  if (lineNumber !== undefined && column !== undefined) {
    return { line: lineNumber, column: column + 1, expected: message.replace(/ - \d+:\d+$/, '') };
  }
  const [, lineText, excerpt = '', pointer = ''] =
    /(?:Parse|Lexical) error on line (\d+)[^\n]*\n(.*)\n(-*)\^/.exec(message) ?? [];
  if (lineText === undefined) return { line: 1, column: 1, expected: 'blocks and calls that are not nested as deep' };
  const line = Number(lineText);
  return {
    line,
    column: columnOf(source.split('\n')[line - 1] ?? '', excerpt.slice(0, pointer.length)),
    expected: `Handlebars: braces, quotes and blocks that are closed, names without special characters${hintFor(source)}`,
  };
}

function hintFor(source: string): string {
  return source.includes('}}}') ? '; a space between }} and a further }' : '';
}

/** The excerpt before the pointer ends where parsing stopped, but may begin on an earlier line: match its end. */
function columnOf(line: string, before: string): number {
  for (let from = 0; from < before.length; from++) {
    const found = line.lastIndexOf(before.slice(from));
    if (found >= 0) return found + before.length - from + 1;
  }
  return 1;
}
