/** Something that set-up cannot mend: the message says what is missing and what to do, for a person to read. */
export class SetupProblem extends Error {
  name = 'SetupProblem';
}
