import type { Helper, Setting, SlotShape, View } from '../contract.ts';
import { FORMATS } from '../formats/all.ts';
import type { SourceProblem } from '../source/failure.ts';
import { SlotFailure } from '../source/failure.ts';
import { parseSource } from '../source/syntax.ts';
import type { Compiling, Reads } from './compiling.ts';
import { compileProgram } from './program.ts';

/** Fills one slot; throws a SlotFailure. */
export type Slot = (view: View, setting: Setting) => string;

/** Compiles a slot's source, or returns every problem in it. Adds the names that it reads to `reads`. */
export function compileSlot(
  source: string,
  shape: SlotShape,
  helpers: ReadonlyMap<string, Helper>,
  reads: Reads = { groups: new Set(), isAll: false },
): { readonly slot: Slot } | { readonly problems: readonly SourceProblem[] } {
  const format = FORMATS[shape.format];
  // What ends a block of text in YAML is no part of a single line.
  const text =
    shape.format === 'text' || shape.format === 'html' || typeof source !== 'string' ? source : source.trim();
  const parsed = parseSource(text);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const compiling: Compiling = { helpers, format, problems: [], reads, levels: [], depth: 0 };
  const { write, state } = compileProgram(parsed.program, format.start, compiling);
  const unfinished = format.end(state);
  if (unfinished && compiling.problems.length === 0) {
    compiling.problems.push({ ...endOf(text), expected: unfinished });
  }
  const fixed = compiling.problems.length === 0 && !text.includes('{{') ? shape.expects?.(text) : undefined;
  if (fixed) compiling.problems.push({ line: 1, column: 0, expected: fixed });
  if (compiling.problems.length > 0) return { problems: compiling.problems };
  return {
    slot(view, setting) {
      const scope = { value: view, parent: undefined, turn: undefined, named: [] };
      const output = write(scope, { view, setting, maxChars: shape.maxChars, turns: 0 });
      const wrong = findFault(output, shape) ?? shape.expects?.(output) ?? format.check?.(output);
      if (wrong) throw new SlotFailure(`expected ${wrong}`, { line: 1, column: 0 });
      return output;
    },
  };
}

function findFault(output: string, { maxChars, required }: SlotShape): string | undefined {
  if (output.length > maxChars) return `at most ${maxChars} characters, got ${output.length}`;
  return required && output.trim() === '' ? 'a text, got nothing' : undefined;
}

function endOf(text: string): { line: number; column: number } {
  const lines = text.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
