import { MINUTE_MS } from '../triggers/time/spans.ts';
import type { Log } from './contract.ts';

type Detail = Readonly<Record<string, unknown>>;

interface Kind {
  /** Lines that were not written since the last that was. */
  times: number;
  detail: Detail | undefined;
}

/** Kinds looked after at once; a line of a further one is written as it comes. */
const MOST_KINDS = 500;

/**
 * A log that writes one line a minute of each kind of warning and error: the first at once, the others as one line with the last
 * detail and how many `times`. A kind is a level and a message. What is no trouble is written as it comes.
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
