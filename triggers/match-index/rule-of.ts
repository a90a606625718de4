import type { Read, Trigger } from '../contract.ts';
import type { Rule } from './contract.ts';

/** Numbers for names, given out from 0 as they come up. */
export class Numbering {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** Undefined: never came up. */
  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}

/** The fields that rules ask for, by number, and how to read them. Grows; a number never changes its field. */
export class Fields {
  readonly reads: Read[] = [];
  readonly #numbering = new Numbering();

  get names(): readonly string[] {
    return this.#numbering.names;
  }

  numberOf(name: string, read: Read): number {
    const number = this.#numbering.numberOf(name);
    this.reads[number] ??= read;
    return number;
  }
}

/** Reduces a trigger to a rule of the index. */
export function ruleOf(trigger: Trigger, keys: Numbering, fields: Fields): Rule {
  const { step, needs: toStep, listens } = trigger.waker;
  // Who is found is stepped first: what it needs for that is what counts.
  const needs = step ? (toStep ?? []) : trigger.needs;
  return {
    keys: (listens.length > 1 ? [...new Set(listens)] : listens).map((key) => keys.numberOf(key)),
    clauses: needs.map(({ field, read, hint }) => ({ field: fields.numberOf(field, read), hint })),
    isExact: !step && trigger.isWhole,
    wantsUnknown: !step && typeof trigger.definition.unknown === 'object',
  };
}
