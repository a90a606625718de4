import type { Tally } from './contract.ts';

/** No customers. */
export const NO_TALLY: Tally = { customers: 0, converted: 0, sum: 0, squares: 0, cubes: 0 };

/** Returns the tally of two sets of customers together. */
export function joinTallies(one: Tally, other: Tally): Tally {
  return {
    customers: one.customers + other.customers,
    converted: one.converted + other.converted,
    sum: one.sum + other.sum,
    squares: one.squares + other.squares,
    cubes: one.cubes + other.cubes,
  };
}
