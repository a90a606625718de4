import { createHash } from 'node:crypto';
import { LIMITS } from '../../sdk/protocol.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { valueSchemaOf } from '../../triggers/vocabulary/signal-schema.ts';
import type { Headers, Route } from './contract.ts';
import { OPEN } from './replies.ts';

/**
 * `GET /v1/schema`: what a signal of each kind looks like, as JSON Schema. Public, and the same until the engine is
 * another.
 */
export function schemaRoute(kinds: ReadonlyMap<string, SignalKind>): Route {
  const text = JSON.stringify(schemaOf(kinds));
  const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const headers: Headers = [
    ...OPEN.filter(([name]) => name !== 'content-type'),
    ['content-type', 'application/schema+json'],
    ['cache-control', 'public, max-age=300'],
    ['etag', tag],
  ];
  return {
    method: 'GET',
    path: '/v1/schema',
    handle(exchange) {
      const isKnown = exchange
        .header('if-none-match')
        .split(',')
        .some((one) => one.trim().replace(/^W\//, '') === tag);
      if (isKnown) exchange.reply(304, '', headers);
      else exchange.reply(200, text, headers);
    },
  };
}

/** A signal, in the draft of 2020-12: one branch for each kind, told apart by `kind`. */
export function schemaOf(kinds: ReadonlyMap<string, SignalKind>): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A signal of Kairos',
    oneOf: [...kinds.values()].map(branchOf),
  };
}

function branchOf(kind: SignalKind): object {
  const { name, summary, about, examples } = kind;
  const customer = { type: 'string', minLength: 1, maxLength: LIMITS.idChars };
  return {
    title: name,
    description: summary.en,
    type: 'object',
    properties: {
      id: { type: 'string', pattern: `^[\\x21-\\x7e]{1,${LIMITS.idChars}}$` },
      kind: { const: name },
      ...(about === 'customer' && { customer }),
      at: { type: ['number', 'string'] },
      value: { ...valueSchemaOf(kind), examples: examples.filter(({ ok }) => ok).map((example) => example.value) },
    },
    required: ['kind', ...(about === 'customer' ? ['customer'] : [])],
    additionalProperties: false,
  };
}
