import { stringify } from 'yaml';

/** Wider lists and mappings get a line for each entry. */
const WIDEST = 100;

/** A value on one line, as our own samples are written: `{ one-of: [rain, drizzle] }`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, one]) => `${scalarText(key)}: ${flowText(one)}`).join(', ')} }`;
}

/** A scalar so that it can stand anywhere: quoted where it must be. */
export function scalarText(value: unknown): string {
  const text = stringify([value ?? null], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
  }).trim();
  const inner = text.slice(1, -1).trim();
  // As the samples have it: times of day are quoted, since other readers of YAML take them for numbers.
  return typeof value === 'string' && /^\d{1,2}:\d\d$/.test(value) ? JSON.stringify(value) : inner;
}

/**
 * What stands behind `key:` or `-` at this indentation: on the same line where it fits, else in lines of their own.
 * Lists of mappings, such as conditions, always have a line for each.
 */
export function valueText(value: unknown, indent: number): string {
  if (!needsLines(value)) return ` ${flowText(value)}`;
  return `\n${linesText(value, indent + 2)}`;
}

/** A mapping or list in lines, each at this indentation. */
export function linesText(value: unknown, indent: number): string {
  const margin = ' '.repeat(indent);
  if (Array.isArray(value)) return value.map((one) => `${margin}-${itemText(one, indent)}`).join('\n');
  return Object.entries(value as object)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${margin}${scalarText(key)}:${valueText(one, indent)}`)
    .join('\n');
}

/** What stands behind `-` at this indentation: a mapping begins on the same line. */
export function itemText(value: unknown, indent: number): string {
  const isList = Array.isArray(value);
  if (isList || typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return isList && needsLines(value) ? `\n${linesText(value, indent + 2)}` : ` ${flowText(value)}`;
  return ` ${linesText(value, indent + 2).trimStart()}`;
}

function needsLines(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false;
  const members = Object.values(value);
  if (Array.isArray(value) ? members.some(isMapping) : members.some(needsLines)) return true;
  return flowText(value).length > WIDEST;
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
