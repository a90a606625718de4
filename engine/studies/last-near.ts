import type { Trigger } from '../../triggers/contract.ts';
import { transitionOf, wakeSubject } from '../../triggers/waking/wake-keys.ts';
import type { Live } from '../definitions/contract.ts';
import type { Awaited, Histories, NearSignal } from './contract.ts';

/**
 * Finds when a trigger's waker was last near: the newest stored signal of the kind it waits for. Null: there is none.
 */
export async function findLastNear(
  trigger: Trigger,
  ids: readonly string[],
  live: Pick<Live, 'place'>,
  histories: Pick<Histories, 'near'>,
): Promise<NearSignal | null> {
  const found = await histories.near(ids, awaitedBy(trigger, live));
  return found ?? null;
}

/**
 * What a waker listens to, as stored signals tell of it. A ring around a place, or a stay in it, is near an entering.
 */
function awaitedBy({ waker }: Pick<Trigger, 'waker'>, { place: places }: Pick<Live, 'place'>): Awaited {
  const kinds = new Set<string>();
  const events = new Set<string>();
  const moves = new Set<string>();
  for (const key of waker.listens) {
    const subject = wakeSubject(key);
    const is = transitionOf(key)?.startsWith('exit') ? 'exit' : 'enter';
    if (subject.type === 'kind') kinds.add(subject.name);
    else if (subject.type === 'event') events.add(subject.name);
    else if (subject.type === 'place') moves.add(`${is} ${subject.name}`);
    else if (subject.type === 'any-place') for (const id of places.keys()) moves.add(`${is} ${id}`);
    else if (subject.type === 'tag') {
      const { name } = subject;
      for (const { id, tags } of places.values()) if (tags.includes(name)) moves.add(`${is} ${id}`);
    }
  }
  return { kinds: [...kinds], events: [...events], moves: [...moves] };
}
