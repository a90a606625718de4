import { parseDocument } from 'yaml';
import { scalarText } from '../document/write-value.ts';

/** A value of no fixed type as one writes it: a text that looks like a number stands in quotes. */
export function writeOpenScalar(value: unknown): string {
  if (value === undefined || value === '') return '';
  if (typeof value !== 'string') return scalarText(value);
  return typeof readOpenScalar(value) === 'string' ? value : JSON.stringify(value);
}

/** Reads such a value: `20` is a number, `true` is yes or no, `"20"` and all else a text. */
export function readOpenScalar(text: string): string | number | boolean {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  if (/^(?:true|false|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|".*"|'.*')$/is.test(trimmed)) {
    const { errors, contents } = parseDocument(trimmed);
    const value: unknown = errors.length === 0 ? contents?.toJSON() : undefined;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  }
  return text;
}
