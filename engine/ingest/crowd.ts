import { LRUCache } from 'lru-cache';
import type { ShedOrder } from '../../triggers/signals/contract.ts';
import type { Admission, Party } from './admission.ts';
import type { Exchange } from './edge-contract.ts';
import { type Glimpse, glimpse } from './glimpse.ts';

/** Says of requests over HTTP whether they may come in while there is too much. Asked at any other time it says yes, and costs nothing. */
export interface Crowd {
  /** Before the body is there. Milliseconds to wait; 0: none. */
  waitBefore(key: string, exchange: Exchange): number;
  /** Before the body is parsed: on whose account its signals come in, or how many milliseconds to wait. */
  admit(bytes: Buffer, list: string, key: string, exchange: Exchange): Party | number;
}

/** Addresses whose share is counted; one that is forgotten begins anew. */
const MOST_ADDRESSES = 10_000;
const WORTHIEST_FIRST: readonly ShedOrder[] = ['last', 'second', 'first'];

/**
 * A request comes in whole or not at all, for its answer counts signals and not every client could tell which to send again; so it is worth
 * as much as the worthiest in it. An address with nothing under way may always send one, however large.
 */
export function createCrowd(admission: Admission, shedOf: (kind: string) => ShedOrder): Crowd {
  const parties = new LRUCache<string, Party>({ max: MOST_ADDRESSES });
  const partyOf = (key: string, { address }: Exchange): Party => {
    const name = `${address} ${key}`;
    const party = parties.get(name) ?? admission.party(key);
    parties.set(name, party);
    return party;
  };
  const shedOfAll = (bytes: Buffer, signals: readonly Glimpse[]): ShedOrder =>
    WORTHIEST_FIRST.find((shed) => signals.some((signal) => shedOf(signal.kindIn(bytes)) === shed)) ?? 'last';
  return {
    waitBefore(key, exchange) {
      if (admission.isEasy || admission.roomFor(partyOf(key, exchange), 'last') > 0) return 0;
      return admission.refuse(partyOf(key, exchange), 1);
    },
    admit(bytes, list, key, exchange) {
      if (admission.isEasy) return admission.party(key);
      const party = partyOf(key, exchange);
      const signals = glimpse(bytes, list) ?? [];
      const room = admission.roomFor(party, shedOfAll(bytes, signals));
      const isIn = room >= Math.max(1, signals.length) || (room > 0 && party.inFlight === 0);
      return isIn ? party : admission.refuse(party, signals.length);
    },
  };
}
