import type { GroupSums } from './contract.ts';
import { normalDensity, normalQuantile, normalShare } from './normal.ts';

/** The chance of being wrong that looking before the planned end may use up, and what is left for the end. */
export const EARLY_RISK = 0.005;
export const FINAL_RISK = 0.045;

/**
 * How many standard errors bound a difference at every look at once: the normal mixture of Robbins (1970), which holds
 * for means in the limit (Waudby-Smith et al. 2024). `risk` is the chance that any look is wrong.
 */
export function errorsAtAnyLook(message: GroupSums, control: GroupSums, risk: number): number {
  const pairs = (message.customers * control.customers) / (message.customers + control.customers);
  const mixed = (pairs / TIGHTEST_AT) * MIXING;
  return Math.sqrt((1 + 1 / mixed) * (Math.log1p(mixed) - 2 * Math.log(risk)));
}

/** Where the bounds are tightest: so many customers in each of two groups of which one is far larger. */
const TIGHTEST_AT = 1_000;
/**
 * The spread of the mixture that makes them tightest there, for the early risk (Waudby-Smith et al. 2024, their B.2).
 */
const MIXING = -2 * Math.log(EARLY_RISK) + Math.log(-2 * Math.log(EARLY_RISK)) + 1;

/**
 * How many standard errors bound the differences of all variants from one control group at once (Dunnett 1955), where
 * each group has so many customers. One variant: the usual quantile.
 */
export function errorsForAll(variants: readonly number[], control: number, risk: number): number {
  if (variants.length < 2) return normalQuantile(1 - risk / 2);
  const loads = variants.map((customers) => Math.sqrt(customers / (customers + control)));
  let [low, high] = [normalQuantile(1 - risk / 2), normalQuantile(1 - risk / (2 * variants.length))];
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if (chanceThatAllHold(middle, loads) < 1 - risk) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The chance that no difference is `z` errors off: the control group's own error is shared, so it is integrated over.
 */
function chanceThatAllHold(z: number, loads: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const shared = -WIDEST + (2 * WIDEST * i) / STEPS;
    let holds = normalDensity(shared);
    for (const load of loads) {
      const own = Math.sqrt(1 - load * load);
      holds *= normalShare((z - load * shared) / own) - normalShare((-z - load * shared) / own);
    }
    sum += holds * (i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * 2 * WIDEST) / STEPS / 3;
}

const WIDEST = 6;
const STEPS = 96;
