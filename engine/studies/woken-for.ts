import type { Moment, Trigger } from '../../triggers/contract.ts';
import { memoryOf } from '../../triggers/state/memory.ts';
import { wakeKeys } from '../../triggers/waking/wake-keys.ts';
import type { Live } from '../definitions/contract.ts';

/** The moment a trigger woke for; undefined: this one did not wake it. */
export function wokenFor(trigger: Trigger, moment: Moment, { place: places }: Pick<Live, 'place'>): Moment | undefined {
  const { waker, definition } = trigger;
  const { stimulus, signal } = moment;
  if (stimulus.type === 'timer' && stimulus.trigger !== definition.name) return undefined;
  if (stimulus.type !== 'timer' && !wakeKeys(stimulus, signal).some((key) => waker.listens.includes(key))) {
    return undefined;
  }
  if (!waker.step) return moment;
  const { wakes, placeId } = waker.step(moment, memoryOf(trigger, moment.state));
  if (!wakes) return undefined;
  const place = placeId === undefined ? moment.place : places.get(placeId);
  return place === undefined ? moment : { ...moment, place };
}
