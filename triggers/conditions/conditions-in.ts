import type { Condition, When } from '../contract.ts';

/** Every condition of a tree, in its order. */
export function conditionsIn(when: When): readonly Condition[] {
  if ('all' in when) return when.all.flatMap(conditionsIn);
  if ('any' in when) return when.any.flatMap(conditionsIn);
  if ('none' in when) return when.none.flatMap(conditionsIn);
  return [when];
}
