import type { Reading } from '../conditions/contract.ts';
import { nestedInMoment, readWhen } from '../conditions/read.ts';
import type { Problem, TriggerDefinition } from '../contract.ts';
import { readKeys } from '../problems/read-keys.ts';
import { expectedAmong, type Names, type References } from '../problems/references.ts';
import type { Vocabulary } from '../vocabulary/contract.ts';
import { compileGoals, goalsOf } from './compile-goals.ts';
import { readOn } from './read-on.ts';
import { MESSAGE_KEYS, TRIGGER_KEYS } from './trigger-keys.ts';

export type { References } from '../problems/references.ts';

/** A trigger, or everything that is wrong with it. */
export type ParsedTrigger = { readonly definition: TriggerDefinition } | { readonly problems: readonly Problem[] };

/**
 * Reads a trigger as a marketer wrote it and fills in what it does not say. Finds every problem at once; never throws.
 * One that is published already may ask for what can never be: an earlier release let it through.
 */
export function parseTrigger(
  source: string,
  body: unknown,
  vocabulary: Vocabulary,
  references: References = {},
  isPublished = false,
): ParsedTrigger {
  const problems: Problem[] = [];
  const report = (path: string, expected: string) => void problems.push({ source, path, expected });
  const reading: Reading = { report, conditions: 0, references, isPublished };
  const astray = findAstray(body);
  if (astray) report(...astray);
  const document = readKeys(astray ? withoutStrangers(body as object) : body, TRIGGER_KEYS, '', report);
  if (!document) return { problems };
  const on = readOn(document.on, vocabulary, references, reading);
  const when = readWhen(document.when, vocabulary, reading);
  const goals = goalsOf(document.goal);
  if (goals) compileGoals(goals, nestedInMoment(vocabulary, { path: 'goal', depth: 1, reading }));
  const message = readKeys(document.message, MESSAGE_KEYS, 'message', report);
  if (message) checkReferences(message, references, report);
  if (problems.length > 0 || !on || !message) return { problems };
  return {
    definition: {
      name: document.name!,
      summary: document.summary!,
      on,
      when,
      unknown: document.unknown!,
      cooldownMs: document.cooldown!,
      priority: document.priority!,
      holdout: document.holdout!,
      measureMs: document['measure-for']!,
      shadow: document.shadow!,
      ...(goals && { goals }),
      message: {
        template: message.template!,
        ...(message.variants && { variants: message.variants }),
        purpose: message.purpose!,
        channels: message.channels!,
        expiresMs: message.expires!,
        stillTrue: message['still-true']!,
        ...(message['fall-back'] && {
          fallBack: { afterMs: message['fall-back'].after, until: message['fall-back'].until },
        }),
      },
    },
  };
}

/** The share of customers that `template` keeps at least: shares are written to a ten-thousandth of a percent. */
const LEAST_LEFT = 1e-7;

/** Parts that hold others: what stands in them is written one step further in. */
const HOLDERS = ['on', 'when', 'goal', 'message'];

/** A part that is empty beside unknown keys: the keys were meant to stand in it, and were not indented. */
function findAstray(body: unknown): readonly [path: string, expected: string] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const given = body as Readonly<Record<string, unknown>>;
  const empty = HOLDERS.find((key) => Object.hasOwn(given, key) && given[key] === null);
  const strangers = Object.keys(given).filter((key) => !Object.hasOwn(TRIGGER_KEYS, key));
  if (empty === undefined || strangers.length === 0) return undefined;
  const names = strangers.map((key) => `\`${key.slice(0, 60)}\``).join(', ');
  return [
    empty,
    `what belongs to it, indented below it: ${names} ${strangers.length === 1 ? 'stands' : 'stand'} beside it`,
  ];
}

function withoutStrangers(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([key]) => Object.hasOwn(TRIGGER_KEYS, key)));
}

function checkReferences(
  message: {
    readonly template?: string;
    readonly variants?: TriggerDefinition['message']['variants'] | undefined;
    readonly purpose?: string;
    readonly channels?: 'preferred' | readonly string[];
  },
  { templates, purposes, channels }: References,
  report: Reading['report'],
): void {
  const check = (path: string, kind: string, said: string | undefined, known: Names | undefined) => {
    const expected = said === undefined ? undefined : expectedAmong(kind, said, known);
    if (expected !== undefined) report(path, expected);
  };
  check('message.template', 'a template', message.template, templates);
  const all = new Set([message.template]);
  for (const [i, { template }] of (message.variants ?? []).entries()) {
    const path = `message.variants[${i}].template`;
    check(path, 'a template', template, templates);
    if (all.has(template)) report(path, 'a template that no other variant has');
    all.add(template);
  }
  const shares = (message.variants ?? []).reduce((sum, { share }) => sum + share, 0);
  if (shares > 1 - LEAST_LEFT) report('message.variants', 'shares that leave some customers to `template`');
  check('message.purpose', 'a purpose of the workspace', message.purpose, purposes);
  if (!Array.isArray(message.channels)) return;
  for (const [i, channel] of message.channels.entries()) {
    check(`message.channels[${i}]`, 'a channel', channel, channels);
  }
}
