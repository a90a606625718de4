import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from './finish.ts';
import { differences, patchMap } from './patch-map.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const patch = fc.uniqueArray(fc.tuple(key, fc.option(fc.nat(3), { nil: undefined })), { selector: ([name]) => name });

/** Slow and plain. */
function applied(map: ReadonlyMap<string, number>, changes: readonly (readonly [string, number | undefined])[]) {
  const next = new Map(map);
  for (const [name, value] of changes) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

test('a patched map is the map with all patches, and differences are told between any two of them', () => {
  fc.assert(
    fc.property(fc.array(patch, { maxLength: 6 }), (patches) => {
      const plain: ReadonlyMap<string, number>[] = [new Map([['a', 1]])];
      const quick: ReadonlyMap<string, number>[] = [plain[0]!];
      for (const one of patches) {
        plain.push(applied(plain.at(-1)!, one));
        quick.push(finish(patchMap(quick.at(-1)!, new Map(one))));
      }
      for (const [i, map] of quick.entries()) {
        expect(new Map(map)).toEqual(plain[i]);
        expect(map.size).toBe(plain[i]!.size);
        expect([...map.keys()].filter((name) => map.has(name))).toHaveLength(map.size);
        for (const [j, other] of quick.entries()) {
          const found = finish(differences(map, other));
          expect(applied(plain[i]!, [...found])).toEqual(plain[j]);
          for (const name of found.keys()) expect(plain[i]!.get(name)).not.toBe(plain[j]!.get(name));
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('many patches become a map of their own, and others are not changed by it', () => {
  let map: ReadonlyMap<string, number> = new Map();
  for (let i = 0; i < 3_000; i++) map = finish(patchMap(map, new Map([[`k${i}`, i]])));
  const gone = finish(patchMap(map, new Map([['k7', undefined]])));
  expect([map.size, gone.size, map.get('k7'), gone.has('k7')]).toEqual([3_000, 2_999, 7, false]);
  expect([...finish(differences(new Map(map), gone))]).toEqual([['k7', undefined]]);
});

test('a patch that makes it a map of its own takes out, changes and adds as any other does', () => {
  const many = Array.from({ length: 1_200 }, (_, i) => [`k${i}`, i] as const);
  const map = finish(patchMap(new Map([...many, ['stays', 1]]), new Map([['added', 2]])));
  const patch = new Map<string, number | undefined>(many.map(([name, i]) => [name, i % 2 === 0 ? undefined : -i]));
  const whole = finish(patchMap(map, patch.set('new', 3)));
  expect(new Map(whole)).toEqual(applied(map, [...patch]));
  expect([whole.size, whole.has('k0'), whole.get('k1')]).toEqual([603, false, -1]);
});
