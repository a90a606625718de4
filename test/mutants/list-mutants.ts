import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';
import { root } from '../support/sources.ts';

/**
 * One small fault that can be put into one file: `replacement` in the place of the text from `start` to `end` (offsets
 * in characters).
 */
export interface Mutant {
  readonly path: string;
  readonly mutator: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
}

/** Texts are words for people and names of keys: a changed one is found by types, by snapshots, or is no fault. */
const LEFT_OUT = ['StringLiteral'];

/** Lists the faults that Stryker's mutators know for one file, in the order of the text. */
export async function listMutants(path: string): Promise<readonly Mutant[]> {
  const text = readFileSync(join(root, path), 'utf8');
  const starts = lineStarts(text);
  const found = await instrumenter().instrument([{ name: path, content: text, mutate: true }], {
    ignorers: [],
    excludedMutations: LEFT_OUT,
    plugins: null,
    noHeader: true,
  });
  return found.mutants
    .filter(({ status }) => status === undefined)
    .map((mutant) => {
      const { start, end } = mutant.location;
      const from = starts[start.line]! + start.column;
      const to = starts[end.line]! + end.column;
      return {
        path,
        mutator: mutant.mutatorName,
        line: start.line + 1,
        start: from,
        end: to,
        original: text.slice(from, to),
        replacement: mutant.replacement,
      };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.replacement < b.replacement ? -1 : 1));
}

function instrumenter() {
  const silent = () => undefined;
  const never = () => false;
  const log = {
    isTraceEnabled: never,
    isDebugEnabled: never,
    isInfoEnabled: never,
    isWarnEnabled: never,
    isErrorEnabled: never,
    isFatalEnabled: never,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  };
  return createInstrumenter(createInjector().provideValue('logger', log) as never);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
