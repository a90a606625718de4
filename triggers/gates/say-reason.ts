import type { Reason, SayReason } from './contract.ts';
import { GATES } from './order.ts';
import { STOP_REASONS } from './stops.ts';

const SENTENCES: ReadonlyMap<string, SayReason> = new Map(
  [...GATES.map(({ reasons }) => reasons), STOP_REASONS].flatMap((reasons) => Object.entries(reasons)),
);

/** A reason as a sentence for people. Of a code that another release gave, the code and the arguments. */
export function sayReason({ code, args, until, words = '' }: Reason): string {
  const say = SENTENCES.get(code);
  if (say) return say(args, until, words);
  const known = Object.entries(args).map(([name, arg]) => `${name} ${String(arg)}`);
  return [code, ...known, words].filter((part) => part !== '').join(', ');
}
