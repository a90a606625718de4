/** Below this the device's clock counts as right. */
const TOLERANCE_MS = 1_500;
/** A measurement that took longer than this says too little. */
const SLOWEST_MS = 10_000;

/**
 * Measures how far the engine's clock is from the device's, from one exchange; 0 when they agree. Keeps what is known
 * unless the clocks have surely moved, so that a signal keeps its time. Undefined: this exchange does not say.
 */
export function measureSkew(
  known: number | undefined,
  exchange: { readonly sentAt: number; readonly heardAt: number; readonly engineAt: number },
): number | undefined {
  const tookMs = exchange.heardAt - exchange.sentAt;
  if (!Number.isFinite(exchange.engineAt) || tookMs < 0 || tookMs > SLOWEST_MS) return known;
  const skewMs = Math.round(exchange.engineAt - (exchange.sentAt + exchange.heardAt) / 2);
  const toleranceMs = TOLERANCE_MS + tookMs / 2;
  if (known !== undefined && Math.abs(skewMs - known) <= toleranceMs) return known;
  return Math.abs(skewMs) <= toleranceMs ? 0 : skewMs;
}
