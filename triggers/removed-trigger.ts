import type { Trigger } from './contract.ts';

/** Stands for a trigger that is not there any more where what it set off has to be told: of it only name and version are left. */
export function removedTrigger(name: string, version: number): Trigger {
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
  };
}
