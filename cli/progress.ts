import { Presets, SingleBar } from 'cli-progress';
import type { Io } from './contract.ts';

/** How far long work has come. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** A bar on stderr, only on a terminal; elsewhere it is silent. */
export function showProgress({ stderr, isTerminal }: Io, what: string, total: number, unit: string): Progress {
  if (!isTerminal) return { update: () => undefined, stop: () => undefined };
  const format = `${what} {bar} {percentage}% | {value}/{total} ${unit} | {eta_formatted} left`;
  const bar = new SingleBar({ stream: stderr, format, etaBuffer: 50 }, Presets.shades_classic);
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
