import type { TriggerDefinition } from '../contract.ts';
import type { TriggerCheck } from './contract.ts';

/** Finds triggers that lose each time to another that matches at the same moments. */
export default {
  name: 'outranked',
  summary: 'Triggers that always lose to another one with the same `on`, `when`, purpose and channels.',
  find({ definition }, { workspace, triggers }) {
    if (workspace.messagesPerMoment > 1 || definition.shadow) return [];
    const other = groupAlike(triggers)
      .get(meaningOf(definition))
      ?.find((one) => speaksFirst(one, definition));
    if (!other) return [];
    const expected = `a priority above that of \`${other.name}\`, which matches at the same moments and always wins`;
    return [{ path: 'priority', expected }];
  },
} satisfies TriggerCheck;

/** Those that match at the same moments, by what they have in common; made once for all that are live. */
function groupAlike(triggers: Iterable<TriggerDefinition>): ReadonlyMap<string, readonly TriggerDefinition[]> {
  const known = made.get(triggers);
  if (known) return known;
  const groups = new Map<string, TriggerDefinition[]>();
  for (const trigger of triggers) {
    const meaning = meaningOf(trigger);
    const group = groups.get(meaning);
    if (group) group.push(trigger);
    else groups.set(meaning, [trigger]);
  }
  made.set(triggers, groups);
  return groups;
}

const made = new WeakMap<Iterable<TriggerDefinition>, ReadonlyMap<string, readonly TriggerDefinition[]>>();

/** Whether `other` comes before, and nothing of its own ever keeps it from speaking where the trigger could. */
function speaksFirst(other: TriggerDefinition, { name, priority, unknown }: TriggerDefinition): boolean {
  if (other.name === name || other.shadow || other.holdout > 0 || other.cooldownMs > 0) return false;
  if (typeof other.unknown !== typeof unknown || other.unknown !== unknown) return false;
  return other.priority > priority || (other.priority === priority && other.name < name);
}

function meaningOf({ on, when, message: { purpose, channels } }: TriggerDefinition): string {
  return JSON.stringify([on, when, purpose, channels]);
}
