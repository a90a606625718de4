import type { Match, Matcher, Moment, Trigger } from './contract.ts';
import { buildIndex } from './match-index/build.ts';
import { prepareProbe } from './match-index/probe.ts';
import { Fields, Numbering, ruleOf } from './match-index/rule-of.ts';
import { Traffic } from './match-index/traffic.ts';
import type { Place } from './places/contract.ts';
import { wake } from './wake.ts';
import { wakeKeys } from './wake-keys.ts';

/** A matcher that can be edited without building all of it again. */
export interface IndexedMatcher extends Matcher {
  /**
   * A matcher of these triggers instead. Those that are the same objects as before keep their place in the index; the others go
   * into a tail. Past `MOST_IN_TAIL` of them everything is built anew. Yields between slices of about a millisecond.
   */
  next(triggers: readonly Trigger[], places: ReadonlyMap<string, Place>): Generator<void, IndexedMatcher>;
}

/** Triggers changed since the last whole build that are still kept apart. */
export const MOST_IN_TAIL = 500;

/** Compiles triggers to a matcher at once. `places` are those that wakers may speak of by id. */
export function buildMatcher(triggers: readonly Trigger[], places: ReadonlyMap<string, Place>): IndexedMatcher {
  return finish(buildMatcherInSlices(triggers, places));
}

/** The same, with a breath between slices of about a millisecond. */
export function* buildMatcherInSlices(
  triggers: readonly Trigger[],
  places: ReadonlyMap<string, Place>,
): Generator<void, IndexedMatcher> {
  const common = newCommon();
  return assemble(common, [yield* buildTier(triggers, common)], triggers, places);
}

/** Runs a build to its end without a breath. */
export function finish<T>(building: Generator<void, T>): T {
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
  }
}

/** What tiers and successive matchers share. */
interface Common {
  readonly keys: Numbering;
  readonly fields: Fields;
  readonly traffic: Traffic;
}

function newCommon(): Common {
  const fields = new Fields();
  return { keys: new Numbering(), fields, traffic: new Traffic(fields) };
}

/** One index and the triggers in it; a trigger that was replaced since is no longer live. */
interface Tier {
  readonly triggers: readonly Trigger[];
  readonly probe: ReturnType<typeof prepareProbe>;
}

function* buildTier(triggers: readonly Trigger[], { keys, fields, traffic }: Common): Generator<void, Tier> {
  const indexed = triggers.filter((trigger) => !trigger.waker.step);
  const rules = indexed.map((trigger) => ruleOf(trigger, keys, fields));
  const index = yield* buildIndex(rules, (columns) => traffic.likelihood(columns));
  return { triggers: indexed, probe: prepareProbe(index) };
}

function assemble(
  common: Common,
  tiers: readonly Tier[],
  triggers: readonly Trigger[],
  places: ReadonlyMap<string, Place>,
): IndexedMatcher {
  const { keys, fields, traffic } = common;
  const byName = new Map(triggers.map((trigger) => [trigger.definition.name, trigger]));
  const live = new Set(triggers);
  const stepping = steppingOf(triggers);
  const woken = new Map<string, number>(triggers.flatMap(({ waker }) => waker.listens.map((key) => [key, 0])));
  const matched = new Map<string, number>(triggers.map(({ definition }) => [definition.name, 0]));
  const found: number[] = [];
  const numbers: number[] = [];
  let present: Moment | undefined;
  const read = (field: number) => fields.reads[field]!(present!);

  const report = (trigger: Trigger, moment: Moment, answer: true | undefined, out: Match[]) => {
    const { name } = trigger.definition;
    matched.set(name, (matched.get(name) ?? 0) + 1);
    out.push({ trigger, moment, answer });
  };
  const ask = (trigger: Trigger, moment: Moment, out: Match[]) => {
    const answer = trigger.holds(moment);
    if (answer || (answer === undefined && typeof trigger.definition.unknown === 'object'))
      report(trigger, moment, answer, out);
  };
  const step = (trigger: Trigger, moment: Moment, out: Match[]) => {
    const seen = wake(trigger, moment, places);
    if (seen) ask(trigger, seen, out);
  };

  return Object.freeze({
    triggers: byName,
    match(moment: Moment, out: Match[]): void {
      const { stimulus } = moment;
      if (stimulus.type === 'timer') {
        const trigger = byName.get(stimulus.trigger);
        if (trigger?.waker.step) step(trigger, moment, out);
        return;
      }
      traffic.see(moment);
      numbers.length = 0;
      let asked: Set<Trigger> | undefined;
      for (const key of wakeKeys(stimulus, moment.signal)) {
        const number = keys.find(key);
        const steps = stepping.get(key);
        const before = woken.get(key);
        if (before === undefined) continue;
        woken.set(key, before + 1);
        if (number !== undefined) numbers.push(number);
        for (const trigger of steps ?? NOBODY) {
          // A trigger that listens to two keys of one stimulus is asked once.
          asked ??= new Set();
          if (asked.has(trigger)) continue;
          asked.add(trigger);
          step(trigger, moment, out);
        }
      }
      if (numbers.length === 0) return;
      present = moment;
      for (const tier of tiers) {
        found.length = 0;
        tier.probe(numbers, read, found);
        for (const hit of found) {
          const trigger = tier.triggers[hit >> 1]!;
          if (tiers.length > 1 && !live.has(trigger)) continue;
          if (hit & 1) report(trigger, moment, true, out);
          else ask(trigger, moment, out);
        }
      }
      present = undefined;
    },
    counts: { woken, matched },
    *next(changed: readonly Trigger[], around: ReadonlyMap<string, Place>): Generator<void, IndexedMatcher> {
      const main = tiers[0]!;
      const inMain = new Set(main.triggers);
      const fresh = changed.filter((trigger) => !inMain.has(trigger));
      const kept = changed.length - fresh.length;
      if (fresh.length + main.triggers.length - kept > MOST_IN_TAIL) {
        return assemble(common, [yield* buildTier(changed, common)], changed, around);
      }
      return assemble(common, [main, yield* buildTier(fresh, common)], changed, around);
    },
  });
}

const NOBODY: readonly Trigger[] = [];

/** Triggers whose wakers keep a memory: they are stepped at every stimulus they listen to. */
function steppingOf(triggers: readonly Trigger[]): ReadonlyMap<string, readonly Trigger[]> {
  const byKey = new Map<string, Trigger[]>();
  for (const trigger of triggers) {
    if (!trigger.waker.step) continue;
    for (const key of trigger.waker.listens) {
      const share = byKey.get(key);
      if (share) share.push(trigger);
      else byKey.set(key, [trigger]);
    }
  }
  return byKey;
}
