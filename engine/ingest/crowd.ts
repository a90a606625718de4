import { LRUCache } from 'lru-cache';
import type { ShedOrder } from '../../triggers/signals/contract.ts';
import type { Admission, Party } from './admission.ts';
import type { Exchange } from './contract.ts';
import { type Glimpse, glimpse } from './glimpse.ts';
import type { ShedReader } from './shed-reader.ts';

/**
 * Decides which requests over HTTP are admitted while there is too much. Otherwise it admits all of them at no cost.
 */
export interface Crowd {
  /** Called before the body arrives. Returns the milliseconds to wait; 0: none. */
  waitBefore(key: string, exchange: Exchange): number;
  /** Called before the body is parsed. Returns the party that its signals count for, or the milliseconds to wait. */
  admit(bytes: Buffer, list: string, key: string, exchange: Exchange): Party | number;
}

/** The most addresses whose share is counted. A forgotten address begins anew. */
const MOST_ADDRESSES = 10_000;
const WORTHIEST_FIRST: readonly ShedOrder[] = ['last', 'second', 'first'];

/**
 * Creates the decision for HTTP. A request is admitted whole or not at all, because its answer counts signals and a
 * client may not know which ones to send again. So it is worth as much as its most valuable signal. An address with no
 * signal under way may always send one request of any size.
 */
export function createCrowd(admission: Admission, shedOf: ShedReader): Crowd {
  const parties = new LRUCache<string, Party>({ max: MOST_ADDRESSES });
  const partyOf = (key: string, { address }: Exchange): Party => {
    const name = `${address} ${key}`;
    const party = parties.get(name) ?? admission.party(key);
    parties.set(name, party);
    return party;
  };
  const shedOfAll = (bytes: Buffer, signals: readonly Glimpse[]): ShedOrder =>
    WORTHIEST_FIRST.find((shed) => signals.some((signal) => shedOf(bytes, signal) === shed)) ?? 'last';
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
