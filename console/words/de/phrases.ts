import accounts from './phrases-accounts.ts';
import conditions from './phrases-conditions.ts';
import definitions from './phrases-definitions.ts';
import notes from './phrases-notes.ts';
import pieces from './phrases-pieces.ts';
import places from './phrases-places.ts';
import refusals from './phrases-refusals.ts';
import results from './phrases-results.ts';
import templates from './phrases-templates.ts';
import values from './phrases-values.ts';

/**
 * What the engine says, by the codes of its phrases: problems, warnings, refusals. A slot `‹name›` takes what the
 * engine gives for it; `‹*name›` and `‹~name›` may take another phrase, `‹.name›` one word.
 */
const phrases: Readonly<Record<string, string>> = {
  ...values,
  ...definitions,
  ...accounts,
  ...conditions,
  ...places,
  ...templates,
  ...refusals,
  ...results,
  ...notes,
  ...pieces,
};

export default phrases;
