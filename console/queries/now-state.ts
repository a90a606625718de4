import type { LiveDecision, LivePosition, LiveSecond } from '../../engine/api/contract.ts';

const MINUTE = 60;
const MOST_DECISIONS = 30;
/** Where somebody was is shown for so long. */
const POSITION_MS = 120_000;
const MOST_POSITIONS = 2_000;

/** One second of all engines together. */
export interface Second {
  /** Whole seconds since 1970. */
  readonly at: number;
  readonly signals: number;
  readonly steps: Readonly<Record<string, number>>;
  readonly p95Ms: number | undefined;
}

/** A gap in what was shown: the connection was lost. */
export interface Gap {
  readonly gapSeconds: number;
  readonly at: number;
}

/** What the page Now shows. */
export interface NowState {
  readonly isConnected: boolean;
  /** When the connection was lost; undefined: it was not. */
  readonly lostAt: number | undefined;
  /** The last minute, oldest first. */
  readonly seconds: readonly Second[];
  /** The last step of each, newest first, with gaps where some are missing. */
  readonly decisions: readonly (LiveDecision | Gap)[];
  readonly positions: ReadonlyMap<string, LivePosition & { readonly seenAt: number }>;
  /** Of so many decisions one is listed. 1: all are. */
  readonly each: number;
  /** Of so many positions one is on the map. 1: all are. */
  readonly positionsEach: number;
}

export function beginNow(): NowState {
  return {
    isConnected: false,
    lostAt: undefined,
    seconds: [],
    decisions: [],
    positions: new Map(),
    each: 1,
    positionsEach: 1,
  };
}

/** Adds one engine's second; those of several engines at the same time are one. */
export function seeSecond(state: NowState, second: LiveSecond): NowState {
  const at = Math.floor(second.at / 1_000);
  const last = state.seconds.at(-1);
  const joined = join(last?.at === at ? last : fresh(at), second);
  const before = last?.at === at ? state.seconds.slice(0, -1) : state.seconds;
  const positions = new Map(state.positions);
  second.positions.forEach((position, i) => {
    // Without a name each is somebody else.
    const name = position.customer === '' ? `${second.engine} ${second.at} ${i}` : position.customer;
    positions.delete(name);
    positions.set(name, { ...position, seenAt: second.at });
  });
  for (const [name, { seenAt }] of positions) {
    if (seenAt > second.at - POSITION_MS && positions.size <= MOST_POSITIONS) break;
    positions.delete(name);
  }
  const fromNewest = [...second.decisions].sort((a, b) => b.at - a.at);
  return {
    ...state,
    isConnected: true,
    seconds: [...before, joined].filter((one) => one.at > at - MINUTE),
    decisions: lastSteps([...fromNewest, ...state.decisions]).slice(0, MOST_DECISIONS),
    positions,
    each: Math.max(1, Math.round(second.decisions.length > 0 ? second.decisionsEach : state.each)),
    positionsEach: Math.max(1, Math.round(second.positions.length > 0 ? second.positionsEach : state.positionsEach)),
  };
}

/**
 * Keeps of each decision its last step: what was on its way and is sent now is one line. Engines may tell them out of
 * order.
 */
function lastSteps(decisions: NowState['decisions']): NowState['decisions'] {
  const last = new Map<string, LiveDecision>();
  for (const one of decisions) {
    if (!('decision' in one)) continue;
    const known = last.get(one.decision);
    if (!known || rankOf(one) > rankOf(known)) last.set(one.decision, one);
  }
  return decisions.filter((one) => !('decision' in one) || last.get(one.decision) === one);
}

/** By the time; of two at the same time the one that ends it is the later one. */
function rankOf({ at, step }: LiveDecision): number {
  return at * 2 + (step === 'queued' || step === 'deferred' ? 0 : 1);
}

/** Notes that the connection was lost or is there again; a gap is marked in the list, with its length. */
export function seeConnection(state: NowState, isConnected: boolean, at: number): NowState {
  if (!isConnected) return { ...state, isConnected, lostAt: state.lostAt ?? at };
  if (state.lostAt === undefined) return { ...state, isConnected };
  const gap: Gap = { gapSeconds: Math.max(1, Math.round((at - state.lostAt) / 1_000)), at };
  return { ...state, isConnected, lostAt: undefined, decisions: [gap, ...state.decisions].slice(0, MOST_DECISIONS) };
}

/** How often steps happened within the last minute. */
export function countOf({ seconds }: NowState, ...steps: readonly string[]): number {
  return seconds.reduce((sum, second) => sum + steps.reduce((own, step) => own + (second.steps[step] ?? 0), 0), 0);
}

/** Signals of the last minute. */
export function signalsOf({ seconds }: NowState): number {
  return seconds.reduce((sum, second) => sum + second.signals, 0);
}

/** The slowest second's p95 within the last minute; undefined: no signal came. */
export function slowestOf({ seconds }: NowState): number | undefined {
  const known = seconds.flatMap(({ p95Ms }) => (p95Ms === undefined ? [] : [p95Ms]));
  return known.length === 0 ? undefined : Math.max(...known);
}

function fresh(at: number): Second {
  return { at, signals: 0, steps: {}, p95Ms: undefined };
}

function join(one: Second, { signals, steps, p95Ms }: LiveSecond): Second {
  const sum: Record<string, number> = { ...one.steps };
  for (const [step, count] of Object.entries(steps)) sum[step] = (sum[step] ?? 0) + count;
  const slowest = [one.p95Ms, p95Ms].filter((ms) => ms !== undefined);
  return {
    at: one.at,
    signals: one.signals + signals,
    steps: sum,
    p95Ms: slowest.length === 0 ? undefined : Math.max(...slowest),
  };
}
