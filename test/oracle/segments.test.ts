import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileWhen } from '../../triggers/conditions/compile.ts';
import { readWhen } from '../../triggers/conditions/read.ts';
import { type Field, InvalidDefinitions } from '../../triggers/contract.ts';
import segment from '../../triggers/fields/segment.ts';
import { compileSegments, withSegments } from '../../triggers/reading/segments.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { nowOf } from '../../triggers/state/now.ts';
import { createVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import { momentWith, signalOf, workspaceWith } from '../support/moments.ts';
import { instant, known, lastingWhen } from './arbitraries.ts';
import { evaluate } from './evaluate.ts';
import { AHEAD_MS, vocabulary as plain, AHEAD_WORLD as world } from './vocabulary.ts';

const vocabulary = withSegments(
  createVocabulary({
    ...plain,
    fields: new Map<string, Field>([...plain.fields, ...segment.fields.map((field) => [field.name, field] as const)]),
  }),
  ['a', 'b', 'c'],
);
const ANSWER = new Map([
  [0, false],
  [0.5, undefined],
  [1, true],
]);
/** Undefined when a tree has more conditions or levels than are allowed. */
function compiled(segments: Readonly<Record<string, unknown>>) {
  try {
    return compileSegments('w', segments, vocabulary);
  } catch (error) {
    if (error instanceof InvalidDefinitions && error.problems.every(({ expected }) => /^at most/.test(expected)))
      return;
    throw error;
  }
}

const asks = fc.constantFrom('all', 'any', 'none');

test('a segment answers what its conditions would in its place', () => {
  const seen = new Map<unknown, number>();
  fc.assert(
    fc.property(
      lastingWhen,
      lastingWhen,
      asks,
      asks,
      fc.boolean(),
      known,
      instant,
      (first, second, inB, outside, is, values, at) => {
        const a = first ?? { tags: { exists: true } };
        const b = { [inB]: [{ 'segment.a': is }, { 'segment.c': true }] };
        const c = second ?? { tags: { exists: true } };
        const when = { [outside]: [{ 'segment.b': true }, { 'segment.a': !is }] };
        const segments = compiled({ a, b, c });
        fc.pre(segments !== undefined);
        const checked = readWhen(when, vocabulary, { conditions: 0, report: (path) => expect(path).toBe('') });
        const workspaceView = { workspace: workspaceWith(), segments, addressOf: () => 'c1' };
        const moment = momentWith(emptyState('c1'), { at, signal: signalOf('cart', values), world, workspaceView });
        const asked = (field: string): unknown => {
          const inner = { 'segment.a': a, 'segment.b': b, 'segment.c': c }[field];
          return inner ? ANSWER.get(evaluate(inner, { value: asked, atMs: at, aheadMs: AHEAD_MS })) : values[field];
        };
        const answer = ANSWER.get(evaluate(when, { value: asked, atMs: at, aheadMs: AHEAD_MS }));
        expect(compileWhen(checked, vocabulary, false)(moment, nowOf(moment))).toBe(answer);
        seen.set(answer, (seen.get(answer) ?? 0) + 1);
      },
    ),
    { numRuns: 2_000 },
  );
  for (const answer of [true, false, undefined]) expect(seen.get(answer)).toBeGreaterThan(100);
}, 120_000);
