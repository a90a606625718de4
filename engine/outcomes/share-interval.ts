/** The standard errors that hold a share in 95 of 100 cases. */
const ERRORS = 1.959964;

/**
 * Two columns, for SELECT: the bounds that hold the true share of `count` among `all` in 95 of 100 cases (Wilson 1927,
 * as in docs/effect.md), to a hundredth of a percent. `all` must be above 0.
 */
export function shareBounds(count: string, all: string): string {
  const square = `${ERRORS ** 2} / (${all})`;
  const middle = `(${count}) / (${all}) + ${square} / 2`;
  const half = `${ERRORS} * sqrt((${count}) / (${all}) * (1 - (${count}) / (${all})) / (${all}) + ${square} / (4 * (${all})))`;
  const bound = (sign: '-' | '+') => `round(greatest(0, least(1, (${middle} ${sign} ${half}) / (1 + ${square}))), 4)`;
  return `${bound('-')} AS share_low, ${bound('+')} AS share_high`;
}
