import type { CustomerState } from '../../triggers/state/contract.ts';

const TRAIT = 'customer.';

/** Returns what a state tells of its customer, as lines for `customer_facts`. */
export function factsOf({ id, aliases, lastAt, values, inside }: CustomerState): readonly string[] {
  const traits = Object.fromEntries(
    Object.entries(values)
      .filter(([field]) => field.startsWith(TRAIT))
      .map(([field, { v }]) => [field.slice(TRAIT.length), v]),
  );
  const moves = Object.keys(inside).map((place) => `enter ${place}`);
  const own = {
    customer: id,
    at: Math.trunc(lastAt),
    other: '',
    traits: JSON.stringify(traits),
    moves: JSON.stringify(moves),
  };
  const others = aliases.map((other) => ({ ...own, other, traits: '', moves: '' }));
  return [own, ...others].map((fact) => JSON.stringify(fact));
}
