import type { Signal, SignalInput } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import type { Definitions, Language } from '../definitions/contract.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import { createLiveReferences } from './live-references.ts';
import { createValidator } from './validate.ts';

export interface PersonsSignalsParts {
  readonly language: Pick<Language, 'vocabulary' | 'channels'>;
  readonly definitions: Pick<Definitions, 'live'>;
  readonly own: Pick<EngineSignals, 'report'>;
  readonly clock: Clock;
}

/**
 * Creates the way in for signals that people send: checked as the edge checks them. Resolves when the signal is stored,
 * or to the reason why it is refused.
 */
export function createPersonsSignals({
  language,
  definitions,
  own,
  clock,
}: PersonsSignalsParts): (signal: SignalInput) => Promise<string | undefined> {
  const check = personsCheck({ language, definitions, clock });
  return async (input) => {
    const signal = check(input);
    if (typeof signal === 'string') return signal;
    await own.report(signal);
    return undefined;
  };
}

/** Returns the check of signals that people make up. It gives the signal, or the reason why it is refused. */
export function personsCheck({
  language,
  definitions,
  clock,
}: Omit<PersonsSignalsParts, 'own'>): (input: SignalInput) => Signal | string {
  const references = createLiveReferences(language, () => definitions.live);
  const validate = createValidator(language.vocabulary.signals, clock, references);
  return (input) => validate(input, 'secret');
}
