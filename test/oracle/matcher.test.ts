import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTrigger } from '../../triggers/compile-trigger.ts';
import type { Match } from '../../triggers/contract.ts';
import { parseTrigger } from '../../triggers/definition.ts';
import { buildMatcher } from '../../triggers/matcher.ts';
import { emptyState } from '../../triggers/state/contract.ts';
import { momentWith, signalOf } from '../support/moments.ts';
import { before, instant, known, when } from './arbitraries.ts';
import { evaluate } from './evaluate.ts';
import { AHEAD_MS, vocabulary, AHEAD_WORLD as world } from './vocabulary.ts';

const draft = fc.record({
  kind: fc.constantFrom('cart', 'device'),
  unknown: fc.constantFrom('skip', 'no', 'wait 5s'),
  when,
});

function triggerOf({ kind, unknown, when: source }: { kind: string; unknown: string; when: unknown }, name: string) {
  const message = { template: 't', purpose: 'offers' };
  const parsed = parseTrigger(name, { name, on: { signal: kind }, when: source, unknown, message }, vocabulary);
  return 'definition' in parsed ? compileTrigger(parsed.definition, 1, vocabulary) : undefined;
}

/** What a trigger makes of a moment: undefined when it is not matched at all. */
function expected(source: unknown, policy: string, asked: Parameters<typeof evaluate>[1]): string | undefined {
  const truth = evaluate(source, asked, policy === 'no');
  if (truth === 1) return 'yes';
  return truth === 0.5 && policy === 'wait 5s' ? 'unknown' : undefined;
}

test('the matcher finds what asking every trigger by its plain meaning finds', () => {
  let matches = 0;
  fc.assert(
    fc.property(
      fc.array(draft, { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(known, instant, before), { minLength: 3, maxLength: 3 }),
      (drafts, moments) => {
        const triggers = drafts.map((one, i) => triggerOf(one, `t${i}`));
        fc.pre(triggers.every((trigger) => trigger !== undefined));
        const matcher = buildMatcher(triggers, new Map());
        for (const [values, at, was] of moments) {
          const out: Match[] = [];
          matcher.match(
            momentWith(emptyState('c1'), { at, signal: signalOf('cart', values), world, before: was }),
            out,
          );
          const asked = {
            value: (field: string) => values[field],
            before: (field: string) => was[field]?.[0],
            atMs: at,
            aheadMs: AHEAD_MS,
          };
          const plain = drafts.flatMap(({ kind, unknown, when: source }, i) => {
            const answer = kind === 'cart' ? expected(source, unknown, asked) : undefined;
            return answer === undefined ? [] : [`t${i} ${answer}`];
          });
          const found = out.map(({ trigger, answer }) => `${trigger.definition.name} ${answer ? 'yes' : 'unknown'}`);
          expect(found.sort()).toEqual(plain.sort());
          matches += found.length;
        }
      },
    ),
    { numRuns: 1_000 },
  );
  expect(matches).toBeGreaterThan(1_000);
}, 240_000);
