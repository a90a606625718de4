import { newId } from '../outgoing-signal.ts';
import type { Profile, Tabs } from './contract.ts';
import type { Problems } from './problems.ts';
import type { ProfileChanges, ProfileKeeper } from './profile.ts';

/** Who the customer of this device is. */
export interface Identity {
  readonly customer: string;
  /** Changes the profile, here and in the other tabs. */
  change(changes: ProfileChanges): void;
  /** Takes over what another tab has changed. */
  replace(profile: Profile): void;
  /** Makes somebody the customer. Returns the anonymous id whose signals are theirs, if they are new here. */
  become(customer: string): string | undefined;
  forget(): void;
  /** Calls back when the customer is another one. Returns the function that stops it. */
  watch(changed: () => void): () => void;
}

/**
 * Creates the identity over the profile. `mayStore`: whether the device may remember it; `left` is called when a
 * customer is forgotten.
 */
export function createIdentity(
  profile: ProfileKeeper,
  tabs: Tabs,
  problems: Problems,
  mayStore: () => boolean,
  left: () => void,
): Identity {
  const watchers = new Set<() => void>();
  const customerNow = (): string => profile.now.customer ?? profile.now.anonymousId;
  let known = customerNow();
  const compare = (): void => {
    if (customerNow() === known) return;
    known = customerNow();
    for (const changed of watchers) problems.guard('a new customer', changed);
  };
  const change = (changes: ProfileChanges): void => {
    profile.change(changes, () => mayStore() || profile.now.isOptedOut);
    tabs.say({ profile: profile.now });
    compare();
  };
  const forget = (): void => {
    left();
    change({ anonymousId: newId(), customer: undefined });
  };
  return {
    get customer() {
      return customerNow();
    },
    change,
    replace(changed) {
      profile.replace(changed);
      compare();
    },
    become(customer) {
      const before = profile.now.customer;
      // Of two who sign in one after the other, nothing is the other's.
      if (before !== undefined && before !== customer) forget();
      const isNew = profile.now.customer === undefined;
      change({ customer });
      return isNew ? profile.now.anonymousId : undefined;
    },
    forget,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}
