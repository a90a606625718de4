import type { Signal } from '../../sdk/protocol.ts';
import type { Advanced } from '../../triggers/hearing/contract.ts';
import type { CustomerState, Journal } from '../../triggers/state/contract.ts';
import { nameBounces } from '../../triggers/state/suppressed.ts';
import type { AdvanceInputs } from './contract.ts';

/**
 * Advances a customer by one signal with all that the live definitions ask for. The one way: of lanes, back-tests and
 * explanations.
 */
export function hearSignal(
  state: CustomerState,
  signal: Signal,
  now: number,
  { live: { places, watches, tracking }, advance, inputs }: AdvanceInputs,
  journal: Journal | undefined,
  isRepeatable = true,
): Advanced {
  nameBounces(state, inputs.addressOf);
  const advanced = advance(state, signal, places, now, watches, tracking, isRepeatable, journal);
  if (signal.kind === 'message') nameBounces(state, inputs.addressOf);
  return advanced;
}
