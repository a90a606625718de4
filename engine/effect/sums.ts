import type { GroupSums } from './contract.ts';

/** No customers. */
export const NO_CUSTOMERS: GroupSums = { customers: 0, converted: 0, sum: 0, squares: 0, cubes: 0 };

/** Returns the sums of two sets of customers together. */
export function joinSums(one: GroupSums, other: GroupSums): GroupSums {
  return {
    customers: one.customers + other.customers,
    converted: one.converted + other.converted,
    sum: one.sum + other.sum,
    squares: one.squares + other.squares,
    cubes: one.cubes + other.cubes,
  };
}
