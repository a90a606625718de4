import type { CheckedTrigger, CheckInputs, TriggerCheck } from '../checks/contract.ts';
import { readWhen } from '../conditions/read.ts';
import type { Condition, Problem, Trigger } from '../contract.ts';
import { loadFolder } from '../vocabulary/registry.ts';

/** All checks there are, by name. */
export function loadChecks(): Promise<ReadonlyMap<string, TriggerCheck>> {
  return loadFolder<TriggerCheck>(new URL('../checks/', import.meta.url));
}

/** A trigger that is live or would be, as it was written. */
export interface WrittenTrigger {
  readonly trigger: Trigger;
  readonly source: string;
  readonly body: unknown;
}

/** Finds what triggers may say and cannot mean. Each was compiled with the vocabulary of the scene. */
export function findWarnings(
  written: Iterable<WrittenTrigger>,
  inputs: CheckInputs,
  checks: ReadonlyMap<string, TriggerCheck>,
): readonly Problem[] {
  const warnings: Problem[] = [];
  for (const { trigger, source, body } of written) {
    const checked = checkTrigger(trigger, body, inputs.vocabulary);
    for (const check of checks.values()) {
      for (const { path, expected } of check.find(checked, inputs)) warnings.push({ source, path, expected });
    }
  }
  return warnings;
}

/** A trigger with where its conditions stand in its document. It was compiled with this vocabulary. */
export function checkTrigger(
  { definition, waker }: Trigger,
  body: unknown,
  vocabulary: CheckInputs['vocabulary'],
): CheckedTrigger {
  const paths = new Map<Condition, string>();
  const reading = { report: () => undefined, conditions: 0, paths };
  const when = readWhen((body as { when?: unknown }).when, vocabulary, reading);
  return { definition, waker, when, pathOf: (condition) => paths.get(condition) ?? '' };
}
