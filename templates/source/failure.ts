/**
 * Thrown when a slot cannot be filled for one customer, with the place in its source; `render` adds template, channel
 * and slot.
 */
export class SlotFailure extends Error {
  override readonly name = 'SlotFailure';
  readonly line: number;
  readonly column: number;
  constructor(message: string, where: { line: number; column: number }, options?: ErrorOptions) {
    super(message, options);
    this.line = where.line;
    // Handlebars counts columns from 0.
    this.column = where.column + 1;
  }
}

/** A problem in a slot's source: no message can be filled from it. */
export interface SourceProblem {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}
