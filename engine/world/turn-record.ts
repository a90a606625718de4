import type { WorldSignals } from '../context/contract.ts';
import type { Clock } from '../contract.ts';
import type { ProviderTurn } from './contract.ts';
import { signalOfTurn } from './provider-turns.ts';

export interface TurnRecordParts {
  readonly turns: Pick<WorldSignals, 'append'>;
  readonly clock: Clock;
}

/**
 * Records a change of a provider's weather as a signal, for back-tests, which cannot ask the provider. A change is
 * recorded once, however many engines notice it and however often it is sent.
 */
export function createTurnRecord({ turns, clock }: TurnRecordParts): (turn: ProviderTurn) => Promise<void> {
  return async (turn) => {
    await turns.append([{ signal: signalOfTurn(turn), receivedAt: clock.wall(), late: false }], clock.wall());
  };
}
