import type { DocumentPath } from './contract.ts';

/** A path as the engine writes it in problems: `when.all[2].local-time`. */
export function pathText(path: DocumentPath): string {
  return path.reduce<string>((text, step) => joinPath(text, step), '');
}

/** A path's text, one step further. */
export function joinPath(text: string, step: string | number): string {
  if (typeof step === 'number') return `${text}[${step}]`;
  return text === '' ? step : `${text}.${step}`;
}

/** Whether a path's text is another one or lies in it. */
export function isWithinPath(text: string, outer: string): boolean {
  if (!text.startsWith(outer)) return false;
  const next = text[outer.length];
  return outer === '' || next === undefined || next === '.' || next === '[';
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: DocumentPath): unknown {
  let found: unknown = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}
