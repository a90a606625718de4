import type { SlotFormat } from '../contract.ts';

/** A value that may be written: everything else is refused before. */
export type Writable = string | number | boolean | bigint;

/** Writes a value so that it cannot leave its place. Throws an Error that says what was expected. */
export type Put = (value: Writable) => string;

/**
 * How values stay values in one kind of slot. While a slot is compiled its fixed text is followed from state to state,
 * so that each value is escaped for the very place where it stands. States are plain strings; equal strings are equal
 * states.
 */
export interface Format {
  readonly name: SlotFormat;
  readonly start: string;
  /** What is wrong with fixed text, wherever it stands. */
  refuses?(text: string): string | undefined;
  /** The state after fixed text. */
  follow(state: string, text: string): string;
  /** The state after a value. */
  afterValue(state: string): string;
  /** How a value is written in this state, or why none may stand there. */
  put(state: string): Put | { readonly refused: string };
  /** What is wrong when a slot ends in this state. */
  end(state: string): string | undefined;
  /** What is wrong with a filled slot. */
  check?(output: string): string | undefined;
}
