import type { PausedTriggers } from '../../triggers/gates/contract.ts';
import type { Pause, PauseTarget } from './contract.ts';

type Current = ReadonlyMap<PauseTarget, Pause>;

/** The triggers that the gates hold back; undefined: none. */
export function pausedTriggers(current: Current): PausedTriggers | undefined {
  const isAll = current.has('all');
  const triggers = new Set([...current.keys()].flatMap((what) => nameIn(what, 'trigger:')));
  return isAll || triggers.size > 0 ? { isAll, triggers } : undefined;
}

/** Whether messages of a channel wait. */
export function isChannelPaused(current: Current, channel: string): boolean {
  return current.size > 0 && (current.has('all') || current.has(`channel:${channel}`));
}

function nameIn(what: PauseTarget, prefix: string): readonly string[] {
  return what.startsWith(prefix) ? [what.slice(prefix.length)] : [];
}
