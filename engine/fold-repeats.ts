import { MINUTE_MS } from '../triggers/time/spans.ts';
import type { Log } from './contract.ts';

type Detail = Readonly<Record<string, unknown>>;

interface Kind {
  /** The lines left out since the last one written. */
  times: number;
  detail: Detail | undefined;
}

/** The most kinds that are folded at once. A line of a further kind is written as it comes. */
const MOST_KINDS = 500;

/**
 * Returns a log that writes one line a minute of each kind of warning and error: the first at once, the others as one
 * line with the last detail and the number of `times`. A kind is a level and a message. Info lines are written as they
 * come.
 */
export function foldRepeats(log: Log, later: (run: () => void, ms: number) => void = runLater): Log {
  const kinds = new Map<string, Kind>();
  const fold = (level: 'warn' | 'error') => (message: string, detail?: Detail) => {
    const name = `${level} ${message}`;
    const kind = kinds.get(name);
    if (kind) {
      kind.times++;
      kind.detail = detail;
      return;
    }
    if (kinds.size < MOST_KINDS) {
      kinds.set(name, { times: 0, detail: undefined });
      later(() => close(name, level, message), MINUTE_MS);
    }
    log[level](message, detail);
  };
  const close = (name: string, level: 'warn' | 'error', message: string) => {
    const kind = kinds.get(name);
    if (!kind) return;
    if (kind.times === 0) {
      kinds.delete(name);
      return;
    }
    log[level](message, { ...kind.detail, times: kind.times });
    kinds.set(name, { times: 0, detail: undefined });
    later(() => close(name, level, message), MINUTE_MS);
  };
  return { info: log.info, warn: fold('warn'), error: fold('error') };
}

function runLater(run: () => void, ms: number): void {
  setTimeout(run, ms).unref();
}
