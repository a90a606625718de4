/**
 * Something outside the engine is not as it needs it. The message names it and says how to mend it, so no stack is
 * shown.
 */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
