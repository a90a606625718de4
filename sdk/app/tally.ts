import type { Sent } from '../outbox.ts';
import type { SignalNews } from './contract.ts';

/** Counts what becomes of signals, and tells it to those who watch. */
export function createTally(problem: (reason: string) => void) {
  const counts = { accepted: 0, duplicates: 0, rejected: 0, dropped: 0 };
  const watchers = new Set<(news: SignalNews) => void>();
  const tell = (news: SignalNews): void => {
    for (const heard of watchers) heard(news);
  };
  return {
    counts,
    tell,
    watch(heard: (news: SignalNews) => void): () => void {
      watchers.add(heard);
      return () => watchers.delete(heard);
    },
    settle(sent: Sent): void {
      if (sent.verdict === 'accepted') counts.accepted++;
      else if (sent.verdict === 'duplicate') counts.duplicates++;
      else counts.rejected++;
      if (sent.verdict !== 'unsent') tell({ ...sent, verdict: sent.verdict });
      if ('reason' in sent) problem(sent.reason);
    },
    drop(signals: number): void {
      counts.dropped += signals;
    },
  };
}
