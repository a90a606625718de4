import type { Moment, Trigger } from '../contract.ts';
import type { Decision } from '../gates/contract.ts';
import { STOPS } from '../reasons/stops.ts';

/** Of a trigger that is not there any more. */
interface Left {
  readonly name: string;
  readonly version: number;
}

/** Ends a decision whose trigger was taken away while it waited: held back, told under the name and version it was taken by. */
export function endWithout(left: Left, id: string, moment: Moment): Decision {
  const candidate = { id, trigger: standIn(left), moment, channels: [] };
  return { candidate, resumed: true, result: 'held-back', gate: 'trigger', reason: STOPS.removed };
}

function standIn({ name, version }: Left): Trigger {
  return {
    definition: {
      name,
      summary: '',
      on: { waker: 'signal', args: {} },
      when: { all: [] },
      unknown: 'skip',
      cooldownMs: 0,
      priority: 0,
      holdout: 0,
      shadow: false,
      message: { template: '', purpose: '', channels: [], expiresMs: 0, stillTrue: false },
    },
    version,
    waker: { listens: [] },
    holds: () => undefined,
    needs: [],
    isWhole: false,
    tracks: [],
  };
}
