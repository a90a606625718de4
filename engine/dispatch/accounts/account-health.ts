import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBackoff,
} from 'cockatiel';
import type { SendResult } from '../../../channels/contract.ts';
import type { OpenAccount } from '../../../channels/open.ts';
import type { Clock } from '../../contract.ts';
import type { AccountTrouble } from '../contract.ts';

/** The health of every account, as the attempts of this process show it. */
export interface AccountHealth {
  /** Returns why the account gets nothing now; undefined: it takes messages. */
  troubleOf(account: OpenAccount): AccountTrouble | undefined;
  /**
   * Makes an attempt and learns from its result. `send` returns undefined for one that was refused before anything
   * left, which says nothing of the account. Undefined: that, or another message is trying the account out.
   */
  attempt(
    channel: string,
    account: OpenAccount,
    send: () => Promise<SendResult | undefined>,
  ): Promise<SendResult | undefined>;
  /** Returns the accounts of a channel that get nothing now, or were about to be tried again a moment ago. */
  troublesOf(channel: string): readonly AccountTrouble[];
}

/** A failing account is left alone when more than half of its last attempts failed, of at least so many. */
const FEWEST_CALLS = 10;
const CALLS = 20;
const FAILING_SHARE = 0.5;
/** An account that is tried again stays in trouble until it takes a message, or nobody has tried for so long. */
const SHOWN_AFTER_MS = 60_000;
/** The first and the longest time for which an account is left alone; it doubles. */
export interface LeftAlone {
  readonly failingMs?: readonly [first: number, most: number];
  /** For one that is not set up right, which a person must mend. */
  readonly misconfiguredMs?: readonly [first: number, most: number];
}
const FAILING_MS = [2_000, 60_000] as const;
/** The longest that an attempt which tries an account out may take. */
const TRIED_OUT_MS = 20_000;
/** The breaker's clock is the machine's, which may be set. */
const CLOCKS_APART_MS = 5;
const MISCONFIGURED_MS = [60_000, 600_000] as const;

/** Creates the health of accounts. An account whose settings change is a new one, and healthy. */
export function createAccountHealth(
  clock: Pick<Clock, 'wall'>,
  { failingMs = FAILING_MS, misconfiguredMs = MISCONFIGURED_MS }: LeftAlone = {},
): AccountHealth {
  const known = new WeakMap<OpenAccount, Watched>();
  const newest = new Map<string, { readonly channel: string; readonly watched: Watched }>();
  const watch = (channel: string, account: OpenAccount) => {
    const before = known.get(account);
    if (before) return before;
    const watched = startWatching(account, clock, { failingMs, misconfiguredMs });
    known.set(account, watched);
    newest.set(`${channel} ${account.name}`, { channel, watched });
    return watched;
  };
  return {
    troubleOf(account) {
      const trouble = known.get(account)?.trouble;
      return trouble && trouble.until > clock.wall() ? trouble : undefined;
    },
    troublesOf(channel) {
      const troubles = [...newest.values()].flatMap((one) =>
        one.channel === channel ? (one.watched.trouble ?? []) : [],
      );
      return troubles.filter(({ until }) => until > clock.wall() - SHOWN_AFTER_MS);
    },
    async attempt(channel, account, send) {
      const watched = watch(channel, account);
      const { trouble } = watched;
      const now = clock.wall();
      if (trouble && trouble.until > now) return undefined;
      // The first after its time tries it out; the others wait for that.
      const meanwhile = trouble && { ...trouble, until: now + TRIED_OUT_MS };
      watched.trouble = meanwhile;
      const result = await send();
      if (watched.trouble === meanwhile) watched.trouble = trouble;
      if (result) await learn(watched, account, result, clock.wall());
      return result;
    },
  };
}

/** What is known of one account. */
interface Watched {
  readonly breaker: CircuitBreakerPolicy;
  readonly leftAlone: Required<LeftAlone>;
  trouble: AccountTrouble | undefined;
  /** Refusals in a row for which the account's set-up is to blame. */
  refusals: number;
}

function startWatching(account: OpenAccount, clock: Pick<Clock, 'wall'>, leftAlone: Required<LeftAlone>): Watched {
  const open = (n: number): IBackoff<BreakContext> => {
    const duration = backOff(leftAlone.failingMs, n);
    return { duration, next: (context) => noteBreak(context, n + 1) };
  };
  const noteBreak = ({ result }: BreakContext, n: number) => {
    const at = clock.wall();
    const since = watched.trouble?.kind === 'failing' ? watched.trouble.since : at;
    const reason = 'value' in result ? reasonIn(result.value as SendResult) : String(result.error);
    const until = at + backOff(leftAlone.failingMs, n) + CLOCKS_APART_MS;
    watched.trouble = { account: account.name, kind: 'failing', reason, since, until };
    return open(n);
  };
  const breaker = circuitBreaker(
    handleWhenResult((result) => isFailure(result as SendResult)),
    {
      halfOpenAfter: { next: (context: BreakContext) => noteBreak(context, 0) },
      breaker: new CountBreaker({ threshold: FAILING_SHARE, size: CALLS, minimumNumberOfCalls: FEWEST_CALLS }),
    },
  );
  const watched: Watched = { breaker, leftAlone, trouble: undefined, refusals: 0 };
  return watched;
}

type BreakContext = { readonly result: { readonly value: unknown } | { readonly error: Error } };

/** An attempt that says something about the account, and not about its message. */
function isFailure(result: SendResult): boolean {
  return result.kind === 'transient' || result.kind === 'uncertain' || isOfAccount(result);
}

/** An account that asks for a slower pace whatever it gets takes nothing, too. */
function isOfAccount(result: SendResult): boolean {
  return result.kind === 'throttled' && result.scope === 'account';
}

async function learn(watched: Watched, { name }: OpenAccount, result: SendResult, at: number): Promise<void> {
  if (result.kind === 'permanent' && result.effect === 'channel-misconfigured') {
    const since = watched.trouble?.kind === 'misconfigured' ? watched.trouble.since : at;
    const until = at + backOff(watched.leftAlone.misconfiguredMs, watched.refusals++);
    watched.trouble = { account: name, kind: 'misconfigured', reason: result.reason, since, until };
    return;
  }
  // One that is open takes no results: they are of attempts that began before.
  await watched.breaker.execute(() => result).catch(ignoreBroken);
  if (result.kind === 'throttled' && isOfAccount(result)) {
    const until = at + (result.retryAfterMs ?? 1_000);
    const { trouble } = watched;
    // The longer of what it asks for and of what its failures earned it.
    if (trouble && trouble.until >= until) return;
    const { kind, since } = trouble?.kind === 'failing' ? trouble : { kind: 'throttled' as const, since: at };
    watched.trouble = { account: name, kind, reason: result.reason, since, until };
    return;
  }
  if (watched.breaker.state === CircuitState.Closed && !isFailure(result)) {
    watched.refusals = 0;
    watched.trouble = undefined;
  }
}

function ignoreBroken(cause: unknown): void {
  if (!(cause instanceof BrokenCircuitError)) throw cause;
}

function backOff([first, most]: readonly [number, number], times: number): number {
  return Math.min(most, first * 2 ** times);
}

function reasonIn(result: SendResult): string {
  return 'reason' in result ? result.reason : '';
}
