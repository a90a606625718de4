import type { Candidate, Gate, GateWord, Scene } from '../gates/contract.ts';
import { GATES } from './order.ts';
import { sayReason } from './say-reason.ts';

/** What every gate says of a candidate, also those after one that stops it. Reserves nothing. */
export function askAllGates(candidate: Candidate, scene: Scene, gates: readonly Gate[] = GATES): readonly GateWord[] {
  let { channels } = candidate;
  return gates.map((gate) => {
    const word = ask(gate, { ...candidate, channels }, scene);
    if (word.says === 'pass') channels = word.channels;
    return word;
  });
}

function ask(gate: Gate, candidate: Candidate, scene: Scene): GateWord {
  const verdict = gate.check(candidate, scene);
  if ('pass' in verdict) return { gate: gate.name, says: 'pass', channels: verdict.pass };
  const { channels } = candidate;
  const says = 'hold' in verdict ? 'hold' : 'defer';
  const why = 'hold' in verdict ? verdict.hold : verdict.reason;
  const until = 'hold' in verdict ? why.until : verdict.deferUntil;
  const word = { gate: gate.name, says, channels, code: why.code, args: why.args, reason: sayReason(why) } as const;
  return until === undefined ? word : { ...word, until };
}
