import { ACCOUNTS_SAID } from './accounts.ts';
import { CONDITIONS_SAID } from './conditions.ts';
import { DEFINITIONS_SAID } from './definitions.ts';
import { NOTES_SAID } from './notes.ts';
import { PIECES_SAID } from './pieces.ts';
import { PLACES_SAID } from './places.ts';
import { REFUSALS_SAID } from './refusals.ts';
import { RESULTS_SAID } from './results.ts';
import { TEMPLATES_SAID } from './templates.ts';
import { VALUES_SAID } from './values.ts';

/*
 * The engine says in plain English what it expects, beside the check that expects it. This book gives each sentence a
 * code, so that a console words it in another language; the English sentence is the key, as in gettext.
 *
 * A slot `‹name›` holds what differs from time to time, such as a name or a number. A slot `‹*name›` holds another
 * phrase: `‹*what›; there is no '‹name›'` is said of a field, a template, a place. A slot `‹~name›` holds either, and
 * `‹.name›` a single word.
 *
 * A code is never given to another sentence. `test/phrases.test.ts` finds a sentence of the sources that has none.
 */

/** The sentences that stand alone, by their codes. */
export const SENTENCES: Readonly<Record<string, string>> = {
  ...VALUES_SAID,
  ...DEFINITIONS_SAID,
  ...ACCOUNTS_SAID,
  ...CONDITIONS_SAID,
  ...PLACES_SAID,
  ...TEMPLATES_SAID,
  ...REFUSALS_SAID,
  ...RESULTS_SAID,
  ...NOTES_SAID,
};

/** Those, and what only stands within them. */
export const PHRASES: Readonly<Record<string, string>> = { ...SENTENCES, ...PIECES_SAID };
