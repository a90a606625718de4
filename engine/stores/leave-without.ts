const PULSE_MS = 250;
/** Two seconds of silence, in pulses: time in which this process itself did not run does not count. */
const SILENT_PULSES = 8;

/**
 * Calls `gone` once when Redis has not answered over this connection for two seconds. Used while closing: as long as
 * Redis answers, work under way may finish. Returns the function that stops it.
 */
export function leaveWithout(redis: { ping(): Promise<unknown> }, gone: () => void): () => void {
  let silent = 0;
  let isAsked = false;
  const ask = async () => {
    isAsked = true;
    try {
      await redis.ping();
      silent = 0;
    } catch {
      // Redis is away: the pulses go on counting.
    }
    isAsked = false;
  };
  const timer = setInterval(() => {
    silent++;
    if (!isAsked) void ask();
    if (silent <= SILENT_PULSES) return;
    clearInterval(timer);
    gone();
  }, PULSE_MS).unref();
  return () => clearInterval(timer);
}
