import { expect, test } from 'vitest';
import * as z from 'zod';
import type { SignalKind } from '../signals/contract.ts';
import { valueSchemaOf } from './signal-schema.ts';

const own = { mine: z.string().optional(), theirs: z.string() };
const schemaOf = (value: z.ZodType) => valueSchemaOf({ value, ownMembers: ['mine'] } as unknown as SignalKind);

test.each([
  ['a plain value', z.object(own)],
  ['one of several values', z.union([z.object(own), z.object({ ...own, more: z.number() })])],
  ['one of several that are told apart', z.discriminatedUnion('is', [z.object({ ...own, is: z.literal('a') })])],
])('of %s a client is not offered what the engine alone writes', (_, value) => {
  const text = JSON.stringify(schemaOf(value));
  expect(text).toContain('theirs');
  expect(text).not.toContain('mine');
});
