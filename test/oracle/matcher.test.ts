import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Compile } from '../../engine/definitions/compile.ts';
import { compileAtOnce, createCompiler } from '../../engine/definitions/compile.ts';
import type { Live, StoredDocument } from '../../engine/definitions/contract.ts';
import { createDocumentSet, makeForEachKind, withChanges } from '../../engine/definitions/document-set.ts';
import { loadLanguage } from '../../engine/definitions/language.ts';
import type { Match, Matcher, Trigger } from '../../triggers/contract.ts';
import { buildMatcher } from '../../triggers/matcher.ts';
import { compileTrigger } from '../../triggers/reading/compile-trigger.ts';
import { parseTrigger } from '../../triggers/reading/definition.ts';
import { finish } from '../../triggers/slices/finish.ts';
import { type Draft, draft, expectedOf, type Happening, happening, momentOf, PLACES } from './drafts.ts';
import { vocabulary } from './vocabulary.ts';

const message = { template: 'hello', purpose: 'offers' };
const placesById = new Map(PLACES.map((place) => [place.id, place]));

/** Undefined when it has more conditions than a trigger may. */
function triggerOf(name: string, { on, unknown, when }: Draft, version: number): Trigger | undefined {
  const parsed = parseTrigger(name, { name, on, when, unknown, message }, vocabulary);
  return 'definition' in parsed ? compileTrigger(parsed.definition, version, vocabulary) : undefined;
}

const name = fc.nat(15).map((number) => `t${number}`);
/** Triggers by name, or undefined for one to be taken away. */
const edit = fc.dictionary(name, fc.option(draft, { nil: undefined, freq: 3 }), { minKeys: 1, maxKeys: 3 });
const first = fc.dictionary(name, draft, { minKeys: 1, maxKeys: 12 });
type Drafts = Readonly<Record<string, Draft | undefined>>;

/** Holds a matcher to what each trigger says by its plain meaning; how many answers were compared. */
function compare(matcher: Matcher, drafts: ReadonlyMap<string, Draft>, moments: readonly Happening[]): number {
  for (const moment of moments) {
    const out: Match[] = [];
    matcher.match(momentOf(moment), out);
    const found = out.map(({ trigger, answer }) => `${trigger.definition.name} ${answer ? 'yes' : 'unknown'}`);
    const plain = [...drafts].flatMap(([name, one]) => {
      const answer = expectedOf(one, moment);
      return answer === undefined ? [] : [`${name} ${answer}`];
    });
    expect(found.sort()).toEqual(plain.sort());
    matches += found.length;
    for (const one of found) if (one.endsWith('unknown')) unknowns++;
  }
  return drafts.size * moments.length;
}

let matches = 0;
let unknowns = 0;

function applied(drafts: ReadonlyMap<string, Draft>, changes: Drafts): ReadonlyMap<string, Draft> {
  const next = new Map(drafts);
  for (const [name, one] of Object.entries(changes)) {
    if (one) next.set(name, one);
    else next.delete(name);
  }
  return next;
}

test('a matcher, and every one made of it by an edit, finds what asking each trigger by its plain meaning finds', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      first,
      fc.array(edit, { maxLength: 5 }),
      fc.array(happening, { minLength: 8, maxLength: 8 }),
      fc.constantFrom(2, 4, 500),
      (drafts, edits, moments, mostInTail) => {
        let version = 1;
        const compiledOf = (changes: Drafts) =>
          Object.entries(changes).flatMap(([name, one]) => (one ? [triggerOf(name, one, version)] : []));
        const triggers = compiledOf(drafts);
        fc.pre(triggers.every((one) => one !== undefined));
        let matcher = buildMatcher(triggers, placesById, mostInTail);
        let now: ReadonlyMap<string, Draft> = new Map(Object.entries(drafts));
        compared += compare(matcher, now, moments);
        for (const changes of edits) {
          version++;
          const changed = compiledOf(changes);
          fc.pre(changed.every((one) => one !== undefined));
          const removed = Object.keys(changes).filter((name) => changes[name] === undefined);
          matcher = finish(matcher.next({ changed, removed }, placesById));
          now = applied(now, changes);
          expect([...matcher.triggers.keys()].sort()).toEqual([...now.keys()].sort());
          expect(matcher.triggers.size).toBe(now.size);
          compared += compare(matcher, now, moments);
        }
      },
    ),
    { numRuns: 900 },
  );
  expect(compared).toBeGreaterThan(100_000);
  expect(matches).toBeGreaterThan(5_000);
  expect(unknowns).toBeGreaterThan(300);
}, 240_000);

const FILLERS = 600;
let compile: Compile;
let base: Live;

const document = (kind: StoredDocument['kind'], name: string, version: number, body: unknown): StoredDocument => ({
  kind,
  name,
  source: `${kind}s/${name}`,
  version,
  body,
});
const around = [
  document('template', 'hello', 1, { name: 'hello', channels: { 'in-app': { title: 'Hi', body: 'there' } } }),
  ...PLACES.map(({ id, tags, centre: { lat, lon } }) =>
    document('place', id, 1, {
      type: 'Feature',
      properties: { id, tags, radiusMetres: 100 },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    }),
  ),
  // So many that an edit is kept beside them.
  ...Array.from({ length: FILLERS }, (_, i) =>
    document('trigger', `filler-${i}`, 1, {
      name: `filler-${i}`,
      on: { signal: i % 2 ? 'cart' : { kind: 'event', name: 'Order' } },
      when: { all: [{ 'device.form': 'none such' }, { 'cart.value': { above: i + 100 } }] },
      message,
    }),
  ),
];

beforeAll(async () => {
  compile = createCompiler({ ...(await loadLanguage()), vocabulary, zoneAt: () => 'UTC' });
  base = compileAtOnce(compile, around);
});

test('what is live after every publish finds the same', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.array(edit, { minLength: 2, maxLength: 4 }),
      fc.array(happening, { minLength: 6, maxLength: 6 }),
      (edits, moments) => {
        let [live, documents, revision] = [base, createDocumentSet(around), 1];
        let now: ReadonlyMap<string, Draft> = new Map();
        for (const changes of edits) {
          revision++;
          const triggers = Object.entries(changes).map(([name, one]) => {
            const body = one && { name, on: one.on, unknown: one.unknown, when: one.when, message };
            return [name, body && document('trigger', name, revision, body)] as const;
          });
          fc.pre(Object.entries(changes).every(([name, one]) => !one || triggerOf(name, one, 1)));
          documents = finish(
            withChanges(documents, { ...makeForEachKind(() => new Map()), trigger: new Map(triggers) }),
          );
          live = finish(compile({ revision, documents }, live));
          now = applied(now, changes);
          expect(live.triggers.size).toBe(now.size + FILLERS);
          compared += compare(live.matcher, now, moments);
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(4_000);
}, 240_000);
