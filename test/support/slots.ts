import { compileSlot } from '../../templates/compiling/slot.ts';
import type { Helper, SlotFormat, View } from '../../templates/contract.ts';
import { EXAMPLE_SETTING } from '../../templates/previews/example-setting.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { wordsOf } from './words-of.ts';

const helpers = await loadFolder<Helper>(new URL('../../templates/helpers/', import.meta.url));

const compile = (format: SlotFormat, source: string) =>
  compileSlot(source, { ...wordsOf(''), format, required: false, maxChars: 2_000 }, helpers);

/** What a slot comes out as. */
export function fillSlot(format: SlotFormat, source: string, view: View): string {
  const compiled = compile(format, source);
  if ('problems' in compiled) throw new Error(compiled.problems.map(({ expected }) => expected).join('; '));
  return compiled.slot(view, EXAMPLE_SETTING);
}

/** All that is wrong with a slot, each after its line and column. */
export function problemsOf(format: SlotFormat, source: string): string[] {
  const compiled = compile(format, source);
  if (!('problems' in compiled)) return [];
  return compiled.problems.map(({ line, column, expected }) => `${line}:${column} ${expected}`);
}
