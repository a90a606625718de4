import type { Candidate, Gate, GateInputs, GateWord } from '../gates/contract.ts';
import { GATES } from './order.ts';
import { sayReason } from './say-reason.ts';

/** Returns the verdict of every gate on a candidate, also of those after one that stops it. Reserves nothing. */
export function askAllGates(
  candidate: Candidate,
  inputs: GateInputs,
  gates: readonly Gate[] = GATES,
): readonly GateWord[] {
  let { channels } = candidate;
  return gates.map((gate) => {
    const word = ask(gate, { ...candidate, channels }, inputs);
    if (word.says === 'pass') channels = word.channels;
    return word;
  });
}

function ask(gate: Gate, candidate: Candidate, inputs: GateInputs): GateWord {
  const result = gate.check(candidate, inputs);
  if ('pass' in result) return { gate: gate.name, says: 'pass', channels: result.pass };
  const { channels } = candidate;
  const says = 'hold' in result ? 'hold' : 'defer';
  const why = 'hold' in result ? result.hold : result.reason;
  const until = 'hold' in result ? why.until : result.deferUntil;
  const word = { gate: gate.name, says, channels, code: why.code, args: why.args, reason: sayReason(why) } as const;
  return until === undefined ? word : { ...word, until };
}
