import type { Channel } from '../../channels/contract.ts';

const RETRY: NonNullable<Channel['retry']> = { firstMs: 1_000, mostMs: 5 * 60_000 };

/**
 * How long to wait after a failed attempt: anything up to a bound that doubles with each (full jitter), so that many
 * failures at one time do not come back at one time. A provider that names a time gets that time.
 */
export function waitAfter(
  attempt: number,
  askedMs: number | undefined,
  random: () => number,
  { firstMs, mostMs }: NonNullable<Channel['retry']> = RETRY,
): number {
  const bound = Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  const jitter = Math.floor(random() * bound);
  // Not all who were told the same time come back in the same instant.
  return askedMs === undefined ? jitter : askedMs + Math.floor(random() * firstMs);
}
