import type { Signal } from '../../sdk/protocol.ts';
import type { StoredLinks, Visit } from './contract.ts';
import { whyMachine } from './judge-visit.ts';

/**
 * Returns the signals of the visits of one message: for each link, and for its opening, one of a person and one of
 * machines at most. The same visits give the same signals, with the same ids, so that one that is told twice counts
 * once. `aheadMs`: how far the engine's clock is ahead of real time.
 */
export function signalsOfVisits(
  { delivery, customer, channel, trigger, sentAt, urls }: StoredLinks,
  visits: readonly Visit[],
  aheadMs: number,
): readonly Signal[] {
  const signals = new Map<string, Signal>();
  for (const visit of visits) {
    const { link, at } = visit;
    const why = whyMachine(visit, visits, { sentAt, links: urls.length });
    const state = link < 0 ? 'opened' : 'clicked';
    const id = `${delivery}.${link < 0 ? state : `${state}.${link}`}${why === undefined ? '' : '.machine'}`;
    if (signals.has(id)) continue;
    const url = link < 0 ? undefined : urls[link];
    const value = {
      ...{ delivery, state, channel, trigger },
      ...(url !== undefined && { url: url.slice(0, 2_000) }),
      ...(why !== undefined && { machine: true, reason: why }),
    };
    signals.set(id, { id, kind: 'message', customer, at: at + aheadMs, value });
  }
  return [...signals.values()];
}
