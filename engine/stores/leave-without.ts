const PULSE_MS = 250;
/** Two seconds of silence. A process that is starved does not count its own. */
const SILENT_PULSES = 8;

/**
 * While we leave: calls `gone`, once, when Redis, asked over this connection, says nothing for two seconds. While it answers, what is
 * under way may take as long as it takes. Gives what stops asking.
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
      // Away: the pulses are counted on.
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
