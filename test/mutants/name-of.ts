import type { Mutant } from './list-mutants.ts';

/** A fault is known by its file and its texts: its line may move. */
export function nameOf({ path, original, replacement }: Mutant): string {
  return `${path}: ${shorten(original)} → ${shorten(replacement)}`;
}

/** Says where a fault is and what it makes of what. */
export function describe(mutant: Mutant): string {
  return `${mutant.path}:${mutant.line} ${shorten(mutant.original)} → ${shorten(mutant.replacement)}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-27)}` : line;
}
