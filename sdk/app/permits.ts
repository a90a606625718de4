import type { SignalInput } from '../protocol.ts';
import type { AppOptions, Profile } from './contract.ts';

/** The most signals that wait in memory for the customer's answer. */
const MOST_WAITING = 500;

/** Lets signals through by what the customer permits. */
export interface Permits<T> {
  /** Passes a signal on, has it wait for an answer, or returns false for one that is forbidden. */
  ask(signal: SignalInput, item: T): boolean;
  /** Passes on and forgets what waited, by the answers there are now. Returns how many were forgotten. */
  settle(): number;
  /** Whether a signal would pass. */
  allows(signal: SignalInput): boolean;
  /** Forgets all that waits. Returns how many. */
  forget(): number;
  /** Whether anything may be stored on the device: nothing needs a permission, or one was given. */
  readonly mayStore: boolean;
  readonly waiting: number;
}

/** Creates the permits. Of what waits for too long the oldest go. */
export function createPermits<T>(
  purposeOf: AppOptions['purposeOf'],
  profile: () => Profile,
  pass: (item: T) => void,
): Permits<T> {
  let waiting: { readonly purpose: string; readonly item: T }[] = [];
  const isForbidden = (purpose: string): boolean => profile().permits[purpose] === false;
  const isAllowed = (purpose: string | undefined): boolean =>
    purpose === undefined || profile().permits[purpose] === true;
  return {
    ask(signal, item) {
      const purpose = purposeOf?.(signal);
      if (isAllowed(purpose)) pass(item);
      else if (isForbidden(purpose!)) return false;
      else {
        waiting.push({ purpose: purpose!, item });
        if (waiting.length > MOST_WAITING) waiting.shift();
      }
      return true;
    },
    settle() {
      const all = waiting;
      waiting = all.filter(({ purpose }) => profile().permits[purpose] === undefined);
      for (const { purpose, item } of all) if (profile().permits[purpose]) pass(item);
      return all.filter(({ purpose }) => isForbidden(purpose)).length;
    },
    allows: (signal) => isAllowed(purposeOf?.(signal)),
    forget: () => waiting.splice(0).length,
    get mayStore() {
      return !purposeOf || Object.values(profile().permits).includes(true);
    },
    get waiting() {
      return waiting.length;
    },
  };
}
