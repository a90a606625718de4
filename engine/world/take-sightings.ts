import type { Clock } from '../contract.ts';
import type { AwaitedChanges } from './awaited-changes.ts';
import type { Sighting, WaveProbe } from './contract.ts';
import { createTurnRecord, type TurnRecordParts } from './turn-record.ts';
import type { WaveKeeper } from './wave-keeper.ts';
import { planWave } from './wave-plan.ts';

export interface SightingsParts {
  readonly awaited: () => AwaitedChanges;
  readonly waves: Pick<WaveKeeper, 'keep'>;
  /** Records changes of a provider's weather. */
  readonly turns: TurnRecordParts['turns'];
  readonly clock: Clock;
  readonly probe: Pick<WaveProbe, 'noticed'>;
}

/**
 * Gives the function that takes sightings. It resolves when a change of the provider's weather is recorded and the wave
 * is stored, where a live trigger waits for one. When it rejects, the signal that brought the sighting is rejected.
 */
export function takeSightings({
  awaited,
  waves,
  turns,
  clock,
  probe,
}: SightingsParts): (sighting: Sighting) => Promise<void> {
  const record = createTurnRecord({ turns, clock });
  return async (sighting) => {
    const { concerns, live } = awaited();
    const boxes = planWave(sighting, concerns, live.places);
    const { turn } = sighting;
    if (turn && (boxes.length > 0 || turn.before.weather.condition !== turn.after.weather.condition))
      await record(turn);
    if (boxes.length === 0) return;
    const { id, at, cause } = sighting;
    if (await waves.keep({ id, at, receivedAt: clock.wall(), cause, boxes })) probe.noticed(cause.what);
  };
}
