import type { TriggerDefinition, When } from '../../triggers/contract.ts';
import { ATTRIBUTES, type Attribute, EVENT_ZIPF, EVENTS, MISSING } from './attributes.ts';

/** Conditions of one trigger are told apart by field; this many at most. */
const MOST_CONDITIONS = 5;

/**
 * Triggers that are each as likely to match as asked, by two to five conditions: 9 of 10 wait for one event, categories
 * are tested by equals, one-of and none-of, numbers by ranges. More triggers are more selective ones, so that a moment
 * has as many matches whatever their number.
 */
export function triggersOf(
  random: () => number,
  count: number,
  matchesPerMoment: number,
): readonly TriggerDefinition[] {
  const target = matchesPerMoment / count;
  return Array.from({ length: count }, (_, i) => {
    // One that would match far more often is drawn again: a few of those would be most of what is found.
    for (;;) {
      const { definition, likely } = triggerOf(random, `t${i}`, target);
      if (likely < target * 3) return definition;
    }
  });
}

function triggerOf(random: () => number, name: string, target: number) {
  const event = random() < 0.9 ? EVENT_ZIPF.draw(random) : undefined;
  let likely = event === undefined ? 1 : EVENT_ZIPF.likelihood[event]!;
  const when: When[] = [];
  const left = [...ATTRIBUTES];
  while (when.length < MOST_CONDITIONS - (event === undefined ? 0 : 1) && likely > target * 1.5) {
    const isLast = when.length === MOST_CONDITIONS - (event === undefined ? 1 : 2);
    const [attribute] = left.splice(Math.floor(random() * left.length), 1);
    const made = conditionOf(random, attribute!, isLast || random() < 0.3 ? target / likely : undefined);
    when.push(made.condition);
    likely *= made.likely;
  }
  const definition: TriggerDefinition = {
    name,
    summary: '',
    on: { waker: 'signal', args: event === undefined ? 'event' : { kind: 'event', name: EVENTS[event]! } },
    when: { all: when },
    unknown: 'skip',
    cooldownMs: 0,
    priority: 50,
    holdout: 0,
    measureMs: 2_419_200_000,
    shadow: false,
    message: { template: 'offer', purpose: 'offers', channels: ['in-app'], expiresMs: 3_600_000, stillTrue: false },
  };
  return { definition, likely };
}

/** A condition about as likely as `aim`, where its attribute can be. */
function conditionOf(random: () => number, attribute: Attribute, aim: number | undefined) {
  const said = 1 - MISSING;
  const { field } = attribute;
  if ('most' in attribute) {
    const share = Math.min(0.9, Math.max(0.002, aim ?? 0.1 + random() * 0.5));
    const from = random() * (1 - share) * attribute.most;
    const width = share * attribute.most;
    const kind = random();
    if (kind < 0.33)
      return { condition: { field, operator: 'at-least', args: attribute.most - width }, likely: share * said };
    if (kind < 0.66) return { condition: { field, operator: 'at-most', args: width }, likely: share * said };
    return { condition: { field, operator: 'between', args: [from, from + width] }, likely: share * said };
  }
  const { zipf, values } = attribute;
  const kind = random();
  const drawn = new Set([zipf.draw(random)]);
  if (kind >= 0.55)
    while (drawn.size < Math.min(values.length - 1, 2 + Math.floor(random() * 6))) drawn.add(zipf.draw(random));
  const args = [...drawn].map((i) => values[i]!);
  const likely = [...drawn].reduce((sum, i) => sum + zipf.likelihood[i]!, 0) * said;
  if (kind < 0.55) return { condition: { field, operator: 'equals', args: args[0]! }, likely };
  if (kind < 0.95) return { condition: { field, operator: 'one-of', args }, likely };
  return { condition: { field, operator: 'none-of', args }, likely: said - likely };
}
