import type { Moment, When } from '../contract.ts';
import { nowOf } from '../state/now.ts';
import { compileWhen } from './compile.ts';
import type { Holds, Scope } from './contract.ts';

/** The condition that kept a trigger from matching, by its field, and its answer. */
export interface Refusal {
  readonly condition: string;
  readonly answer: 'no' | 'unknown';
}

/**
 * Compiles the function that names the first condition, in the order in which they stand, because of which `when` does
 * not hold. Undefined: it holds. It is asked for counts, so it is compiled when it is first asked.
 */
export function compileWhyNot(when: When, scope: Scope<Moment>): WhyNot {
  let ask: ((moment: Moment) => Refusal | undefined) | undefined;
  return (moment) => {
    ask ??= compilePart(when, scope);
    return ask(moment);
  };
}

export type WhyNot = (moment: Moment) => Refusal | undefined;

function compilePart(when: When, scope: Scope<Moment>): WhyNot {
  const holds = compileWhen(when, scope, false);
  const refusal = (answer: Refusal['answer']): Refusal => ({ condition: fieldOf(when), answer });
  const [no, unknown] = [refusal('no'), refusal('unknown')];
  if ('all' in when) return firstOf(when.all.map((part) => compilePart(part, scope)));
  return (moment) => {
    const answer = answerOf(holds, moment);
    return answer === true ? undefined : answer === false ? no : unknown;
  };
}

/** Of several conditions a plain no comes before an unknown: it alone would have been enough. */
function firstOf(parts: readonly WhyNot[]): WhyNot {
  return (moment) => {
    let open: Refusal | undefined;
    for (const part of parts) {
      const refusal = part(moment);
      if (refusal?.answer === 'no') return refusal;
      open ??= refusal;
    }
    return open;
  };
}

function answerOf(holds: Holds<Moment>, moment: Moment): boolean | undefined {
  return holds(moment, nowOf(moment));
}

/** A group of alternatives goes by its first field. */
function fieldOf(when: When): string {
  if ('field' in when) return when.field;
  const parts = 'all' in when ? when.all : 'any' in when ? when.any : when.none;
  return parts[0] ? fieldOf(parts[0]) : '';
}
