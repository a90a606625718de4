import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AccountHealth } from '../../engine/dispatch/accounts/account-health.ts';
import type { Outcome } from '../../engine/outcomes/contract.ts';
import type { BadServiceReport, BadServicesCall } from './bad-services.ts';

const SERVICES = fileURLToPath(new URL('bad-services.ts', import.meta.url));
const FINAL = new Set(['sent', 'held-back', 'expired', 'failed', 'uncertain']);

/** Starts the process of services that fail. */
export function startBadServices() {
  const child = fork(SERVICES, { execArgv: ['--import', './engine/typescript.mjs'] });
  const ask = async (call: BadServicesCall) => {
    const answered = once(child, 'message');
    child.send(call);
    const [answer] = await answered;
    return answer as unknown;
  };
  return {
    begin: async (begin: Extract<BadServicesCall, object>['begin']) => (await ask({ begin })) as readonly string[],
    report: async () => (await ask('report')) as readonly BadServiceReport[],
    stop: () => child.disconnect(),
  };
}

/**
 * What is seen of deliveries: of all of them when each began and ended, of the counted ones their ends and attempts.
 */
export interface EndsSeen {
  readonly ends: ReadonlyMap<string, string>;
  readonly attempts: number;
  readonly endedTwice: number;
  readonly happened: (outcome: Outcome) => void;
  /** Resolves at the end of a delivery with the milliseconds since this call. */
  endOf(id: string): Promise<number>;
  /** How long deliveries whose ids begin so waited for their first attempt. */
  waitsOf(name: string): readonly number[];
}

/** Watches deliveries; `isCounted` says which of them ends and attempts are counted of. */
export function watchEnds(isCounted: (id: string) => boolean): EndsSeen {
  const ends = new Map<string, string>();
  const waiting = new Map<string, { readonly from: number; readonly ended: () => void }>();
  const waits = new Map<string, number>();
  const seen = { attempts: 0, endedTwice: 0 };
  return {
    ends,
    get attempts() {
      return seen.attempts;
    },
    get endedTwice() {
      return seen.endedTwice;
    },
    happened({ step, decision }) {
      const isEnd = FINAL.has(step);
      if (step === 'attempted') {
        const { from } = waiting.get(decision) ?? {};
        if (from !== undefined && !waits.has(decision)) waits.set(decision, performance.now() - from);
        if (isCounted(decision)) seen.attempts++;
      }
      if (!isEnd) return;
      waiting.get(decision)?.ended();
      if (!isCounted(decision)) return;
      if (ends.has(decision)) seen.endedTwice++;
      ends.set(decision, step);
    },
    endOf: (id) =>
      new Promise((resolve) => {
        const from = performance.now();
        waiting.set(id, { from, ended: () => resolve(performance.now() - from) });
      }),
    waitsOf: (name) => [...waits].filter(([id]) => id.startsWith(name)).map(([, waitMs]) => waitMs),
  };
}

/** How an account came to be left alone. */
export interface LeftAloneSeen {
  /** Calls that failed and had begun before it was first left alone. */
  readonly failedBefore: number;
  /** Whether it was left alone as failing. */
  readonly wasLeftAlone: boolean;
  /** Calls that tried it out again. */
  readonly trials: number;
}

/** Watches the accounts of one process. */
export function watchAccounts(health: AccountHealth) {
  const seen = new Map<string, { failedBefore: number; wasLeftAlone: boolean; trials: number }>();
  const of = (name: string) => {
    const known = seen.get(name) ?? { failedBefore: 0, wasLeftAlone: false, trials: 0 };
    seen.set(name, known);
    return known;
  };
  const watched: AccountHealth = {
    ...health,
    async attempt(channel, account, send) {
      const one = of(account.name);
      const isBefore = !one.wasLeftAlone;
      const isTrial = health.isOnTrial(account);
      const result = await health.attempt(channel, account, () => {
        if (isTrial) one.trials++;
        return send();
      });
      if (isBefore && result && result.kind !== 'accepted') one.failedBefore++;
      if (health.troubleOf(account)?.kind === 'failing') one.wasLeftAlone = true;
      return result;
    },
  };
  return { health: watched, of: (name: string): LeftAloneSeen => of(name) };
}

/** The middle and the tail of some times, to a hundredth. */
export function quantilesOf(all: readonly number[]): {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
} {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
