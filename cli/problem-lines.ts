import type { Problem } from '../triggers/contract.ts';

/** The same for what is allowed and cannot be meant. */
export function warningLines(warnings: readonly Problem[]): readonly string[] {
  return problemLines(warnings).map((line) => `warning: ${line}`);
}

/** Problems one a line: where, what was expected. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.map(
    ({ source, path, expected }) => `${source}${path === '' ? '' : ` ${path}`}: expected ${expected}`,
  );
}
