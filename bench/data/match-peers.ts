import { createRequire } from 'node:module';
import { ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';
import type { Condition, Moment, Trigger } from '../../triggers/contract.ts';
import { ATTRIBUTES } from './attributes.ts';

/** Another way to find the triggers that a moment matches. */
export interface Peer {
  /** What it is asked about, made ready beforehand. */
  inputOf(moment: Moment): unknown;
  match(input: unknown): number | Promise<number>;
}

type Facts = Readonly<Record<string, unknown>>;

/** The compiled closures of every trigger, one by one. */
export async function closuresPeer(triggers: readonly Trigger[]): Promise<Peer> {
  const wanted = triggers.map((trigger) => ({ name: eventOf(trigger), holds: trigger.holds }));
  return {
    inputOf: (moment) => moment,
    match(input) {
      const moment = input as Moment;
      const event = moment.signal?.value.name;
      let found = 0;
      for (const { name, holds } of wanted) {
        if ((name === undefined || name === event) && holds(moment) === true) found++;
      }
      return found;
    },
  };
}

/** It brings no types. */
const jsonLogic = createRequire(import.meta.url)('json-logic-js') as { apply(rule: unknown, data: unknown): unknown };

/** json-logic-js: an `and` of comparisons for each trigger. */
export async function jsonLogicPeer(triggers: readonly Trigger[]): Promise<Peer> {
  const rules = triggers.map((trigger) => {
    const event = eventOf(trigger);
    const on = event === undefined ? [] : [{ '==': [{ var: 'name' }, event] }];
    return { and: [true, ...on, ...conditionsOf(trigger).map(logicOf)] };
  });
  return {
    inputOf: factsOf,
    match: (input) => rules.reduce((found, rule) => found + (jsonLogic.apply(rule, input) === true ? 1 : 0), 0),
  };
}

function logicOf({ field, operator, args }: Condition): object {
  const value = { var: plain(field) };
  // A comparison with null is true in JavaScript now and then: what is not there must say no.
  const isThere = { '!==': [value, null] };
  switch (operator) {
    case 'equals':
      return { '===': [value, args] };
    case 'one-of':
      return { in: [value, args] };
    case 'none-of':
      return { and: [isThere, { '!': { in: [value, args] } }] };
    case 'at-least':
      return { and: [isThere, { '>=': [value, args] }] };
    case 'at-most':
      return { and: [isThere, { '<=': [value, args] }] };
    default: {
      const [from, to] = args as readonly [number, number];
      return { and: [isThere, { '<=': [from, value, to] }] };
    }
  }
}

/** @gorules/zen-engine: one decision table, a row for each trigger, all that hit collected. */
export async function gorulesPeer(triggers: readonly Trigger[]): Promise<Peer> {
  const fields = ['name', ...ATTRIBUTES.map(({ field }) => plain(field))];
  const rules = triggers.map((trigger, i) => {
    const row: Record<string, string> = { _id: `r${i}`, out: `"${trigger.definition.name}"` };
    for (const field of fields) row[field] = '';
    const event = eventOf(trigger);
    if (event !== undefined) row.name = JSON.stringify(event);
    for (const condition of conditionsOf(trigger)) row[plain(condition.field)] = cellOf(condition);
    return row;
  });
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'collect',
          inputs: fields.map((field) => ({ id: field, name: field, field })),
          outputs: [{ id: 'out', name: 'out', field: 'out' }],
          rules,
        },
      },
      { id: 'end', name: 'end', type: 'outputNode', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'end', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
  return {
    inputOf: factsOf,
    async match(input) {
      const { result } = await decision.evaluate(input);
      return (result as readonly unknown[]).length;
    },
  };
}

function cellOf({ operator, args }: Condition): string {
  const list = () => `[${(args as readonly string[]).map((one) => JSON.stringify(one)).join(', ')}]`;
  switch (operator) {
    case 'equals':
      return JSON.stringify(args);
    case 'one-of':
      return `$ in ${list()}`;
    case 'none-of':
      return `$ != null and $ not in ${list()}`;
    case 'at-least':
      return `$ != null and $ >= ${args}`;
    case 'at-most':
      return `$ != null and $ <= ${args}`;
    default:
      return `$ != null and $ >= ${(args as readonly number[])[0]} and $ <= ${(args as readonly number[])[1]}`;
  }
}

/** json-rules-engine: a rule for each trigger; facts that are not there are null. */
export async function rulesEnginePeer(triggers: readonly Trigger[]): Promise<Peer> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const trigger of triggers) {
    const event = eventOf(trigger);
    const on = event === undefined ? [] : [{ fact: 'name', operator: 'equal', value: event }];
    engine.addRule({
      conditions: { all: [...on, ...conditionsOf(trigger).flatMap(factConditions)] },
      event: { type: trigger.definition.name },
    });
  }
  return {
    inputOf: factsOf,
    match: async (input) => (await engine.run(input as Record<string, unknown>)).events.length,
  };
}

function factConditions({ field, operator, args }: Condition): { fact: string; operator: string; value: unknown }[] {
  const fact = plain(field);
  const one = (name: string, value: unknown) => ({ fact, operator: name, value });
  switch (operator) {
    case 'equals':
      return [one('equal', args)];
    case 'one-of':
      return [one('in', args)];
    case 'none-of':
      return [one('notIn', args), one('notEqual', null)];
    case 'at-least':
      return [one('greaterThanInclusive', args)];
    case 'at-most':
      return [one('lessThanInclusive', args)];
    default: {
      const [from, to] = args as readonly [number, number];
      return [one('greaterThanInclusive', from), one('lessThanInclusive', to)];
    }
  }
}

/** All that a moment says, by a name without dots; null for what it does not. */
function factsOf({ signal, state }: Moment): Facts {
  const { name, properties } = signal!.value as { readonly name: string; readonly properties: Facts };
  const facts: Record<string, unknown> = { name };
  for (const { field } of ATTRIBUTES) {
    const value = field.startsWith('event.') ? properties[field.slice('event.'.length)] : state.values[field]?.v;
    facts[plain(field)] = value ?? null;
  }
  return facts;
}

function plain(field: string): string {
  return field.replace('.', '_');
}

function eventOf({ definition: { on } }: Trigger): string | undefined {
  return typeof on.args === 'string' ? undefined : (on.args as { name: string }).name;
}

function conditionsOf({ definition: { when } }: Trigger): readonly Condition[] {
  return ('all' in when ? when.all : [when]) as readonly Condition[];
}
