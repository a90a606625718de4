import type { Match, Matcher, Moment, Trigger } from './contract.ts';
import { CANNOT_TELL, YES } from './match-index/contract.ts';
import { type LiveTier, liveTierOf, TriggersByName, triggersOf, withoutTriggers } from './match-index/live-tiers.ts';
import { MOST_IN_TAIL, withTail } from './match-index/next-tiers.ts';
import type { Partition } from './match-index/partition.ts';
import { Plans } from './match-index/plans.ts';
import { Fields, Numbering } from './match-index/rule-of.ts';
import { buildTier, type SharedTierParts } from './match-index/tier.ts';
import { Traffic } from './match-index/traffic.ts';
import type { Place } from './places/contract.ts';
import { finish } from './slices/finish.ts';
import { wake } from './waking/wake.ts';
import { wakeKeys } from './waking/wake-keys.ts';

/** The changes for the next matcher. */
export interface TriggerEdit {
  /** Triggers that are new, or take the place of one of the same name. */
  readonly changed: readonly Trigger[];
  /** Names of triggers that are gone. */
  readonly removed: readonly string[];
}

/** A matcher that can be edited without building all of it again. */
export interface IndexedMatcher extends Matcher {
  /** The matcher after an edit, at the cost of the edit. Yields between slices of a fraction of a millisecond. */
  next(edit: TriggerEdit, places: ReadonlyMap<string, Place>): Generator<void, IndexedMatcher>;
}

/**
 * Compiles triggers to a matcher at once. `places` are those that wakers may speak of by id; see `next-tiers.ts` for
 * the tail.
 */
export function buildMatcher(
  triggers: readonly Trigger[],
  places: ReadonlyMap<string, Place>,
  mostInTail = MOST_IN_TAIL,
): IndexedMatcher {
  return finish(buildMatcherInSlices(triggers, places, mostInTail));
}

/** The same, yielding between slices of a fraction of a millisecond. */
export function* buildMatcherInSlices(
  triggers: readonly Trigger[],
  places: ReadonlyMap<string, Place>,
  mostInTail = MOST_IN_TAIL,
): Generator<void, IndexedMatcher> {
  const common = newCommon(mostInTail);
  return assemble(common, [liveTierOf(yield* buildTier(triggers, common))], places);
}

function newCommon(mostInTail: number, before?: Traffic): SharedTierParts {
  const fields = new Fields();
  return { keys: new Numbering(), fields, traffic: new Traffic(fields, before), woken: [], mostInTail };
}

function assemble(
  common: SharedTierParts,
  tiers: readonly LiveTier[],
  places: ReadonlyMap<string, Place>,
): IndexedMatcher {
  const { keys, traffic, woken } = common;
  const triggers = new TriggersByName(tiers);
  const plans = new Plans(keys, tiers);

  return Object.freeze({
    triggers,
    match(moment: Moment, out: Match[]): void {
      const { stimulus } = moment;
      if (stimulus.type === 'timer') {
        const trigger = triggers.get(stimulus.trigger);
        const seen = trigger?.waker.step && wake(trigger, moment, places);
        if (seen && ask(trigger, seen, out)) countMatch(tiers, stimulus.trigger);
        return;
      }
      traffic.see(moment);
      const plan = plans.of(wakeKeys(stimulus, moment.signal));
      for (const key of plan.keys) woken[key] = (woken[key] ?? 0) + 1;
      for (const { live, partitions, stepping } of plan.shares) {
        if (stepping.length > 0) stepAll(live, stepping, moment, places, out);
        if (partitions.length > 0) lookUp(live, partitions, moment, places, out);
      }
    },
    get counts() {
      return countsOf(common, tiers);
    },
    *next({ changed, removed }: TriggerEdit, around: ReadonlyMap<string, Place>): Generator<void, IndexedMatcher> {
      const names = [...removed, ...changed.map(({ definition }) => definition.name)];
      const left = tiers.map((live) => withoutTriggers(live, names));
      const next = yield* withTail(left, changed, common);
      if (next) return assemble(common, next, around);
      const all = [...left.flatMap((live) => [...triggersOf(live)]), ...changed];
      const afresh = newCommon(common.mostInTail, common.traffic);
      return assemble(afresh, [liveTierOf(yield* buildTier(all, afresh))], around);
    },
  });
}

/** Asks the index of a tier, and of what it is not sure the triggers themselves. */
function lookUp(
  { tier, gone }: LiveTier,
  partitions: readonly Partition[],
  moment: Moment,
  places: ReadonlyMap<string, Place>,
  out: Match[],
): void {
  const { probe, ruled, triggers, matched } = tier;
  const found = probe.find(partitions, moment);
  for (let i = 0; i < found; i++) {
    const position = ruled[probe.found.rules[i]!]!;
    if (gone?.[position]) continue;
    const trigger = triggers[position]!;
    const verdict = probe.found.verdicts[i];
    if (verdict === YES) out.push({ trigger, moment, answer: true });
    else if (verdict === CANNOT_TELL) out.push({ trigger, moment, answer: undefined });
    else {
      const seen = trigger.waker.step ? wake(trigger, moment, places) : moment;
      if (!seen || !ask(trigger, seen, out)) continue;
    }
    matched[position]!++;
  }
}

/** Steps the wakers that keep a memory, each once. */
function stepAll(
  { tier, gone }: LiveTier,
  lists: readonly (readonly number[])[],
  moment: Moment,
  places: ReadonlyMap<string, Place>,
  out: Match[],
): void {
  // A trigger that listens to two keys of one stimulus is asked once.
  const asked = lists.length > 1 ? new Set<number>() : undefined;
  for (const list of lists) {
    for (const position of list) {
      if (gone?.[position] || asked?.has(position)) continue;
      asked?.add(position);
      const trigger = tier.triggers[position]!;
      const seen = wake(trigger, moment, places);
      if (seen && ask(trigger, seen, out)) tier.matched[position]!++;
    }
  }
}

/** Tests `when`; whether it matched. */
function ask(trigger: Trigger, moment: Moment, out: Match[]): boolean {
  const answer = trigger.holds(moment);
  if (!answer && (answer === false || typeof trigger.definition.unknown !== 'object')) {
    moment.workspaceView?.missed?.(trigger, moment);
    return false;
  }
  out.push({ trigger, moment, answer });
  return true;
}

function countMatch(tiers: readonly LiveTier[], name: string): void {
  for (const { tier, gone } of tiers) {
    const position = tier.positions.get(name);
    if (position !== undefined && !gone?.[position]) tier.matched[position]!++;
  }
}

function countsOf({ keys, woken }: SharedTierParts, tiers: readonly LiveTier[]): Matcher['counts'] {
  const matched = new Map<string, number>();
  for (const live of tiers) {
    for (const { definition } of triggersOf(live)) {
      matched.set(definition.name, live.tier.matched[live.tier.positions.get(definition.name)!]!);
    }
  }
  return { woken: new Map(keys.names.map((name, key) => [name, woken[key] ?? 0])), matched };
}
