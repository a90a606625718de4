import type { Problem } from '../../triggers/contract.ts';

/** Problems one a line: where, what was expected. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.map(
    ({ source, path, expected }) => `${source}${path === '' ? '' : ` ${path}`}: expected ${expected}`,
  );
}
