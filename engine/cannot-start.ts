/** Something outside is not as the engine needs it. The message names it and says how to mend it; no stack is wanted. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
