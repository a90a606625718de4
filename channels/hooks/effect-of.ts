import type { Verdict } from '../http/contract.ts';
import { LATE_EFFECTS, type LateEffect } from './contract.ts';

/** Returns what follows from a code that a service tells later, by the table of its answers; undefined: nothing. */
export function effectOf(verdicts: Readonly<Record<string, Verdict>>, code: unknown): LateEffect | undefined {
  const verdict = Object.hasOwn(verdicts, String(code)) ? verdicts[String(code)] : undefined;
  return LATE_EFFECTS.find((effect) => effect === verdict);
}
