/** Why a slot cannot be filled for one customer, and where in its source; `render` adds template, channel and slot. */
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

/** What is wrong in a slot's source, for every customer. */
export interface SourceProblem {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}
