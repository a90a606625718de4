import type { When } from '../contract.ts';

/** A condition, or a tree of them, on one line: `weather.condition one-of rain, drizzle`. */
export function inWords(when: When): string {
  if ('all' in when) return group('all of', when.all);
  if ('any' in when) return group('any of', when.any);
  if ('none' in when) return group('none of', when.none);
  return `${when.field} ${when.operator} ${argsInWords(when.args)}`;
}

/** Formats the arguments of an operator or a waker as a person would write them. */
export function argsInWords(args: unknown): string {
  if (Array.isArray(args)) return args.map(argsInWords).join(', ');
  if (typeof args === 'string') return /^[^\s,"'{}[\]]+$/.test(args) ? args : JSON.stringify(args);
  if (typeof args !== 'object' || args === null) return JSON.stringify(args) ?? 'nothing';
  const entries = Object.entries(args).map(([name, value]) => {
    return `${name}: ${Array.isArray(value) ? `[${argsInWords(value)}]` : argsInWords(value)}`;
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function group(name: string, parts: readonly When[]): string {
  return parts.length === 0 ? 'always' : `${name} (${parts.map(inWords).join('; ')})`;
}
