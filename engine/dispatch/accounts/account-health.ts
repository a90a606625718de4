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
  /** Tells whether the account was left alone and its next message tries it out. */
  isOnTrial(account: OpenAccount): boolean;
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
/** The weight of the newest answer in how long an account takes for one; a call is late after twice that time. */
const NEWEST_SHARE = 0.1;
const USUAL_TIMES = 2;
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
    isOnTrial(account) {
      const trouble = known.get(account)?.trouble;
      return trouble !== undefined && needsTrial(trouble) && trouble.until <= clock.wall();
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
      const isTrial = trouble !== undefined && needsTrial(trouble);
      const meanwhile = isTrial ? { ...trouble, until: now + TRIED_OUT_MS } : trouble;
      watched.trouble = meanwhile;
      const call: Call = { since: now, isTrial, counted: watched.counted };
      watched.underWay.add(call);
      const result = await send().finally(() => watched.underWay.delete(call));
      if (watched.trouble === meanwhile) watched.trouble = trouble;
      if (!result) return undefined;
      const at = clock.wall();
      if (result.kind === 'accepted') noteTime(watched, at - now);
      await learn(watched, account, call, result, at);
      return result;
    },
  };
}

/**
 * One that only asked for a slower pace takes messages when that time is over: a trial that hangs would hold up all.
 */
function needsTrial({ kind }: AccountTrouble): boolean {
  return kind !== 'throttled';
}

/** What is known of one account. */
interface Watched {
  readonly breaker: CircuitBreakerPolicy;
  readonly leftAlone: Required<LeftAlone>;
  trouble: AccountTrouble | undefined;
  /** Refusals in a row for which the account's set-up is to blame. */
  refusals: number;
  readonly underWay: Set<Call>;
  /** Results that its breaker was told. */
  counted: number;
  /** How long the account takes for a message that it accepts, milliseconds. Absent: it has accepted none. */
  tookMs: number | undefined;
}

interface Call {
  readonly since: number;
  readonly isTrial: boolean;
  /** Results that the breaker had been told when it began. */
  readonly counted: number;
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
  const watched: Watched = {
    ...{ breaker, leftAlone, trouble: undefined, refusals: 0, underWay: new Set(), counted: 0, tookMs: undefined },
  };
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

async function learn(
  watched: Watched,
  { name }: OpenAccount,
  call: Call,
  result: SendResult,
  at: number,
): Promise<void> {
  if (result.kind === 'permanent' && result.effect === 'channel-misconfigured') {
    const since = watched.trouble?.kind === 'misconfigured' ? watched.trouble.since : at;
    const until = at + backOff(watched.leftAlone.misconfiguredMs, watched.refusals++);
    watched.trouble = { account: name, kind: 'misconfigured', reason: result.reason, since, until };
    return;
  }
  if (isOfNow(watched, call, result, at)) {
    watched.counted++;
    await watched.breaker.execute(() => result).catch(ignoreBroken);
  }
  if (result.kind === 'throttled' && isOfAccount(result)) {
    const until = at + (result.retryAfterMs ?? 1_000);
    const { trouble } = watched;
    // The longer of what it asks for and of what its failures earned it.
    if (trouble && trouble.until >= until) return;
    const { kind, since } = trouble?.kind === 'failing' ? trouble : { kind: 'throttled' as const, since: at };
    watched.trouble = { account: name, kind, reason: result.reason, since, until };
    return;
  }
  if (watched.breaker.state !== CircuitState.Closed || isFailure(result)) return;
  watched.refusals = 0;
  // A message that left before says nothing of the pace that it asked for since.
  const { trouble } = watched;
  if (trouble?.kind !== 'throttled' || trouble.until <= at) watched.trouble = undefined;
}

/**
 * Tells whether a result says how the account is now, and not how it was: of one that is left alone only the trial says
 * so. What hangs is given up long after: by then as many calls may have been answered as the breaker looks at.
 */
function isOfNow(watched: Watched, call: Call, result: SendResult, at: number): boolean {
  if (watched.trouble?.kind === 'failing' && !call.isTrial) return false;
  if (!isFailure(result)) return true;
  return watched.counted - call.counted <= CALLS && !isFirstOfMany(watched, at);
}

/**
 * Tells whether many calls that began together have their answers still to come: failures are quick, and come first. Of
 * an account that takes nothing any more no others follow, as its room becomes smaller, and the last of them count.
 */
function isFirstOfMany({ underWay, tookMs }: Watched, at: number): boolean {
  if (tookMs === undefined || underWay.size < CALLS) return false;
  let young = 0;
  for (const { since } of underWay) if (at - since < USUAL_TIMES * tookMs) young++;
  return young >= CALLS;
}

function noteTime(watched: Watched, tookMs: number): void {
  const { tookMs: before } = watched;
  watched.tookMs = before === undefined ? tookMs : before + NEWEST_SHARE * (tookMs - before);
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
