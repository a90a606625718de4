import { readDate } from '../../triggers/time/dates.ts';
import type { Writable } from '../formats/contract.ts';

// What these throw completes the sentence "expected …".

/** A finite number, also when written as text. */
export function numberOf(value: unknown, wanted = 'a number'): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new Error(`${wanted}, got ${describeValue(value)}`);
  return number;
}

/** Reads a whole number within bounds. */
export function wholeOf(value: unknown, least: number, most: number): number {
  const number = numberOf(value, `a whole number from ${least} to ${most}`);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new Error(`a whole number from ${least} to ${most}, got ${number}`);
  }
  return number;
}

/** A text; numbers count as their digits. */
export function textOf(value: unknown): string {
  if (!isScalar(value)) throw new Error(`a text, got ${describeValue(value)}`);
  return String(value);
}

/** A list. */
export function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`a list, got ${describeValue(value)}`);
  return value;
}

/**
 * Reads an instant and the zone to show it in. A time without a zone is shown as it is written, so that no day slips.
 */
export function timeOf(value: unknown, zone: unknown): { readonly at: number; readonly zone: string } {
  const date = readDate(value);
  if (!date) {
    throw new Error(
      `a time (ISO 8601 such as 2026-12-24T18:00:00Z, or since 1970 in s or ms), got ${describeValue(value)}`,
    );
  }
  return { at: date.first, zone: date.onWall ? 'UTC' : String(zone) };
}

/** One of the words. */
export function wordOf<const W extends string>(value: unknown, words: readonly W[]): W {
  const word = words.find((w) => w === value);
  if (word === undefined) throw new Error(`one of ${words.join(', ')}, got ${describeValue(value)}`);
  return word;
}

/** Whether it can be written as it is. */
export function isScalar(value: unknown): value is Writable {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint';
}

/** Whether there is something: a value that is known and not an empty text or list. */
export function isGiven(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return typeof value === 'string' ? value.trim() !== '' : !Array.isArray(value) || value.length > 0;
}

/** Whether it counts as yes, as in `{{#if}}`. */
export function isYes(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** A yes or no as helpers give it: `{{#if}}` takes an empty text for no. */
export function writeYesNo(yes: boolean): string {
  return yes ? 'true' : '';
}

/** Describes a value in few words, for messages about a wrong one. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 39)}…` : value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of values' : String(value);
}
