import type { Moment, TriggerDefinition } from '../../triggers/contract.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import { variantFor } from '../../triggers/deciding/variants.ts';
import type { Decision, GateWord, Reason } from '../../triggers/gates/contract.ts';
import type { MetGoal } from '../../triggers/goals/contract.ts';
import type { GateTally, GoalTally, MatchSample } from './contract.ts';
import { createTimeSpans } from './time-spans.ts';

/** Customers, and matches, that are shown one by one. */
const MOST_SHOWN = 10;

interface Matched {
  matches: number;
  sends: number;
}

/** The first "no" of a gate. */
type Example = Pick<GateTally, 'example' | 'code' | 'args'>;

interface Gated extends Example {
  held: number;
  deferred: number;
  would: number;
}

/** Counts the matches of one trigger by their ends. */
export class Tally {
  matches = 0;
  sends = 0;
  heldBack = 0;
  expired = 0;
  readonly channels: Record<string, number> = {};
  readonly variants: Record<string, number> = {};
  readonly samples: MatchSample[] = [];
  readonly spans = createTimeSpans();
  readonly #customers = new Map<string, Matched>();
  readonly #gates = new Map<string, Gated>();
  readonly #goals = new Map<string, GoalTally>();

  /** Adds the words of all gates on a match, before anything is reserved. */
  say(words: readonly GateWord[]): void {
    for (const { gate, says, reason = '', code, args = {}, until } of words) {
      const general = code !== undefined && until !== undefined ? sayReason({ code, args }) : reason;
      if (says === 'pass') continue;
      this.#gate(gate, { example: general, ...(code !== undefined && { code, args }) }).would += 1;
    }
  }

  /** Adds a decision on the trigger. */
  take(decision: Decision): void {
    const { moment } = decision.candidate;
    const { id } = moment.state;
    const customer = this.#customers.get(id) ?? { matches: 0, sends: 0 };
    this.#customers.set(id, customer);
    if (!decision.resumed) {
      this.matches += 1;
      customer.matches += 1;
      this.spans.count(moment.at, 'matches');
      if (this.samples.length < MOST_SHOWN) this.samples.push(sampleOf(decision, moment));
    }
    switch (decision.result) {
      case 'send':
        this.sends += 1;
        customer.sends += 1;
        this.channels[decision.channel] = (this.channels[decision.channel] ?? 0) + 1;
        this.#countVariant(decision.candidate.trigger.definition, id);
        this.spans.count(moment.at, 'sends');
        break;
      case 'held-back':
        this.heldBack += 1;
        this.#gate(decision.gate, exampleOf(decision.reason)).held += 1;
        break;
      case 'deferred':
        this.#gate(decision.gate, exampleOf(decision.reason)).deferred += 1;
        break;
      case 'expired':
        this.expired += 1;
    }
  }

  /** Adds goals of the trigger that were met. */
  meet(goals: readonly MetGoal[]): void {
    for (const { goal, group, value = 0 } of goals) {
      const key = `${goal}\n${group}`;
      const before = this.#goals.get(key);
      this.#goals.set(key, { goal, group, met: (before?.met ?? 0) + 1, value: (before?.value ?? 0) + value });
    }
  }

  /** The goals that were met, the most often met first. */
  goals(): readonly GoalTally[] {
    return [...this.#goals.values()].sort((a, b) => b.met - a.met || (a.goal < b.goal ? -1 : 1));
  }

  get matchedCustomers(): number {
    return this.#customers.size;
  }

  get sentCustomers(): number {
    let sent = 0;
    for (const { sends } of this.#customers.values()) if (sends > 0) sent += 1;
    return sent;
  }

  who() {
    return Array.from(this.#customers, ([customer, counted]) => ({ customer, ...counted }))
      .sort((a, b) => b.matches - a.matches || (a.customer < b.customer ? -1 : 1))
      .slice(0, MOST_SHOWN);
  }

  /** In the order in which gates are asked; those that said nothing are left out. */
  gates(order: readonly string[]): readonly GateTally[] {
    const place = (gate: string) => (order.includes(gate) ? order.indexOf(gate) : order.length);
    return Array.from(this.#gates, ([gate, counted]) => ({ gate, ...counted })).sort(
      (a, b) => place(a.gate) - place(b.gate),
    );
  }

  #countVariant(definition: TriggerDefinition, customer: string): void {
    const variant = variantFor(definition, customer);
    if (variant !== undefined) this.variants[variant] = (this.variants[variant] ?? 0) + 1;
  }

  #gate(gate: string, example: Example): Gated {
    const known = this.#gates.get(gate);
    if (known) return known;
    const fresh = { held: 0, deferred: 0, would: 0, ...example };
    this.#gates.set(gate, fresh);
    return fresh;
  }
}

function sampleOf(decision: Decision, { state, at, origin, place }: Moment): MatchSample {
  const why = 'gate' in decision ? ` by ${decision.gate}: ${sayReason(decision.reason)}` : '';
  const became = decision.result === 'send' ? `send by ${decision.channel}` : `${decision.result}${why}`;
  return { customer: state.id, at, signal: origin.id, ...(place && { place: place.id }), became };
}

/** A reason without the time at which it ends: each match has another. */
function exampleOf({ until: _, ...reason }: Reason): Example {
  return { example: sayReason(reason), code: reason.code, args: reason.args };
}
