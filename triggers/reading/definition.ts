import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import { name } from '../arguments/names.ts';
import type { Reading } from '../conditions/contract.ts';
import { readWhen } from '../conditions/read.ts';
import type { Problem, TriggerDefinition } from '../contract.ts';
import { readKeys } from '../problems/read-keys.ts';
import { expectedAmong, type Names, type References } from '../problems/references.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../time/spans.ts';
import type { Vocabulary } from '../vocabulary/contract.ts';
import { readOn } from './read-on.ts';

export type { References } from '../problems/references.ts';

/** A trigger, or everything that is wrong with it. */
export type ParsedTrigger = { readonly definition: TriggerDefinition } | { readonly problems: readonly Problem[] };

/**
 * Reads a trigger as a marketer wrote it and fills in what it does not say. Finds every problem at once; never throws. One that is
 * published already may ask for what can never be: an earlier release let it through.
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
  const document = readKeys(astray ? withoutStrangers(body as object) : body, DOCUMENT, '', report);
  if (!document) return { problems };
  const on = readOn(document.on, vocabulary, references, reading);
  const when = readWhen(document.when, vocabulary, reading);
  const message = readKeys(document.message, MESSAGE, 'message', report);
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
      shadow: document.shadow!,
      message: {
        template: message.template!,
        purpose: message.purpose!,
        channels: message.channels!,
        expiresMs: message.expires!,
        stillTrue: message['still-true']!,
      },
    },
  };
}

const yesNo = z.boolean('true or false');

const UNKNOWN = 'skip, no, or a time to wait for an answer such as wait 5s';
const unknown = z.union(
  [
    z.enum(['skip', 'no'], UNKNOWN),
    z
      .string(UNKNOWN)
      .startsWith('wait ', UNKNOWN)
      .transform((text) => text.slice('wait '.length))
      .pipe(duration(SECOND_MS, HOUR_MS))
      .transform((waitMs) => ({ waitMs })),
  ],
  UNKNOWN,
);

const SHARE = 'a share of customers from 0% to 100%, such as 10%';
const share = z
  .string(SHARE)
  .regex(/^(?:100|\d{1,2}(?:\.\d{1,4})?)%$/, SHARE)
  .transform((text) => Number(text.slice(0, -1)) / 100);

const PRIORITY = 'a whole number from 0 to 100; higher wins';
const CHANNELS = 'preferred, or a list of channels, each once';
const channels = z.union(
  [
    z.literal('preferred'),
    z
      .array(name, CHANNELS)
      .min(1, CHANNELS)
      .max(20, CHANNELS)
      .refine((list) => new Set(list).size === list.length, CHANNELS),
  ],
  CHANNELS,
);

const DOCUMENT = {
  name,
  summary: z.string('a sentence').max(500, 'at most 500 characters').default(''),
  on: z.unknown(),
  when: z.unknown(),
  unknown: unknown.default('skip'),
  cooldown: duration(0, 366 * DAY_MS).default(0),
  priority: z.int(PRIORITY).min(0, PRIORITY).max(100, PRIORITY).default(50),
  holdout: share.default(0),
  shadow: yesNo.default(false),
  message: z.unknown(),
};

const MESSAGE = {
  template: name,
  purpose: name,
  channels: channels.default('preferred'),
  expires: duration(SECOND_MS, 30 * DAY_MS).default(HOUR_MS),
  'still-true': yesNo.default(false),
};

/** Parts that hold others: what stands in them is written one step further in. */
const HOLDERS = ['on', 'when', 'message'];

/** A part that is empty beside unknown keys: the keys were meant to stand in it, and were not indented. */
function findAstray(body: unknown): readonly [path: string, expected: string] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const given = body as Readonly<Record<string, unknown>>;
  const empty = HOLDERS.find((key) => Object.hasOwn(given, key) && given[key] === null);
  const strangers = Object.keys(given).filter((key) => !Object.hasOwn(DOCUMENT, key));
  if (empty === undefined || strangers.length === 0) return undefined;
  const names = strangers.map((key) => `\`${key.slice(0, 60)}\``).join(', ');
  return [
    empty,
    `what belongs to it, indented below it: ${names} ${strangers.length === 1 ? 'stands' : 'stand'} beside it`,
  ];
}

function withoutStrangers(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([key]) => Object.hasOwn(DOCUMENT, key)));
}

function checkReferences(
  message: { template?: string; purpose?: string; channels?: 'preferred' | readonly string[] },
  { templates, purposes, channels }: References,
  report: Reading['report'],
): void {
  const check = (path: string, kind: string, said: string | undefined, known: Names | undefined) => {
    const expected = said === undefined ? undefined : expectedAmong(kind, said, known);
    if (expected !== undefined) report(path, expected);
  };
  check('message.template', 'a template', message.template, templates);
  check('message.purpose', 'a purpose of the workspace', message.purpose, purposes);
  if (!Array.isArray(message.channels)) return;
  for (const [i, channel] of message.channels.entries()) {
    check(`message.channels[${i}]`, 'a channel', channel, channels);
  }
}
