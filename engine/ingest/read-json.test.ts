import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MUST_ACCEPT, MUST_REJECT, UNFIT } from '../../test/support/json-cases.ts';
import { findDoubt } from './doubt.ts';
import { findJsonFault } from './json-fault.ts';
import { type JsonBody, readJson } from './read-json.ts';

const read = (text: string | Buffer): JsonBody => readJson(Buffer.from(text as string), 'signals');
const nested = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
/** A parsed value with the text of its digits where a whole number would be rounded; `written`: as it stood there. */
const exactly = (value: unknown, written?: string): unknown => {
  if (typeof value === 'number') {
    const digits = written ?? JSON.stringify(value);
    return /^-?\d{16,300}$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => exactly(item, written));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exactly(inner, written)]));
};
const reasonOf = (reading: JsonBody): string => (reading.ok ? 'taken' : `${reading.status} ${reading.reason}`);

test('one signal, and a list of signals', () => {
  expect(read('{"kind":"a"}')).toMatchObject({ ok: true, inputs: [{ kind: 'a' }] });
  expect(read('{"signals":[{"kind":"a"},7]}')).toMatchObject({ ok: true, inputs: [{ kind: 'a' }, 7] });
  expect(read('{"signals":[]}')).toMatchObject({ ok: true, inputs: [] });
});

test.each(MUST_ACCEPT.map((text) => [text]))('%j is taken, and means what JSON.parse says', (text) => {
  const reading = read(`{"x":${text}}`);
  expect(reading.ok && reading.value).toEqual(exactly(JSON.parse(`{"x":${text}}`), text));
  expect(reading.ok && reading.isDoubtful ? findDoubt(reading.value, '') : undefined).toBeUndefined();
});

test.each(MUST_REJECT.map((text) => [text]))('%j is refused with its place', (text) => {
  expect(() => JSON.parse(`{"x":${text}}`)).toThrow();
  expect(reasonOf(read(`{"x":${text}}`))).toMatch(
    /^400 malformed JSON at position \d+ \(line \d+, column \d+\): expected ./,
  );
});

test.each(UNFIT.map((text) => [text]))('%j is taken as JSON, but called unfit', (text) => {
  const reading = read(`{"x":${text}}`);
  expect(reading.ok && reading.isDoubtful && findDoubt(reading.value, '')).toMatch(/^x.*: must /);
});

test.each([
  ['{"a":1,}', 7, 'a name in double quotes'],
  ['{"a":tru}', 5, 'a value'],
  ['{"a":[1 2]}', 8, "a comma or ']'"],
  ['{"a" 1}', 5, "':'"],
  ['{"a":"\\x"}', 6, 'a valid escape'],
  ['{"a":1', 6, "a comma or '}', but the text ends"],
  ['{} x', 3, 'nothing more after the value'],
])('%j goes wrong at %i', (text, position, expected) => {
  expect(findJsonFault(text)).toEqual({ position, expected });
});

test('the place is told by line and column', () => {
  expect(reasonOf(read('{\n  "kind": "a",\n  "value": oops\n}'))).toBe(
    '400 malformed JSON at position 28 (line 3, column 12): expected a value',
  );
});

test('nesting is bounded, brackets in strings do not count, a list adds nothing to its signals', () => {
  expect(read(nested(32)).ok).toBe(true);
  expect(reasonOf(read(nested(33)))).toContain('400 must not nest deeper than 32 levels');
  expect(reasonOf(read(nested(1_000)))).toContain('400 must not nest deeper than 32 levels, does at byte');
  expect(read(`{"x":"${'[{'.repeat(1_000)}"}`).ok).toBe(true);
  expect(read(`{"x":"\\"${'[{'.repeat(1_000)}"}`).ok).toBe(true);
  expect(read(`{"signals":[${nested(32)}]}`).ok).toBe(true);
  expect(reasonOf(read(`{"signals":[${nested(33)}]}`))).toContain('400 must not nest deeper than 32 levels');
  expect(reasonOf(read(`{"a":${'['.repeat(1_000_000 - 10)}`))).toContain('400 must not nest deeper');
});

test('size is bounded before parsing', () => {
  const text = (bytes: number): string => `{"x":"${'a'.repeat(bytes - 8)}"}`;
  expect(read(text(65_536)).ok).toBe(true);
  expect(reasonOf(read(text(65_537)))).toBe('413 a signal may have at most 65536 bytes, got 65537');
  expect(reasonOf(read(text(1_048_577)))).toBe('413 a batch may have at most 1048576 bytes');
});

test('of a batch the signals that are too large are told by index', () => {
  const large = `{"x":"${'],}\\"'.repeat(20_000)}"}`;
  const reading = read(`{"sentAt":1,"signals":[{"a":[1,{"b":2}]},${large},{},${large}],"more":[1,2]}`);
  expect(reading.ok && [...reading.oversize]).toEqual([
    [1, large.length],
    [3, large.length],
  ]);
  expect(reasonOf(read(`{"other":[${large}]}`))).toContain('413 a signal may have');
  expect(reasonOf(read(`{"signal\\u0073":[${large}]}`))).toContain('413 a signal may have');
  expect(reasonOf(read(`{"signals":[{}],"signal\\u0073":[${large}]}`))).toContain('413 a signal may have');
});

test('what is no object, no list of signals or too many of them is refused', () => {
  for (const text of ['[]', '7', '"x"', 'null', 'true', '[{"kind":"a"}]']) {
    expect(reasonOf(read(text))).toContain('400 must be a JSON object');
  }
  expect(reasonOf(read('{"signals":{}}'))).toBe('400 signals: must be a list of signals');
  expect(reasonOf(read(`{"signals":[${'1,'.repeat(1_000)}1]}`))).toBe('413 signals: at most 1000 signals, got 1001');
});

test('bytes that are not UTF-8 are refused', () => {
  for (const bytes of [
    [0xff],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xc0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
  ]) {
    expect(reasonOf(read(Buffer.from([...Buffer.from('{"x":"'), ...bytes, ...Buffer.from('"}')])))).toBe(
      '400 must be UTF-8',
    );
  }
});

test('whatever JSON.stringify writes is read back the same, and its depth is what it is', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 40 })), (object) => {
      const text = JSON.stringify(object);
      const reading = read(text);
      if (depthOf(object) > 32) expect(reasonOf(reading)).toContain('must not nest deeper');
      else if (!Object.hasOwn(object, 'signals'))
        expect(reading.ok && reading.value).toEqual(exactly(JSON.parse(text)));
    }),
    { numRuns: 2_000 },
  );
});

test('whatever JSON.parse refuses is refused with a place, and whatever it takes is not', () => {
  const mark = fc.constantFrom(...'{}[]:,"\\ \n-+.eE0123tfn', 'true', 'null', '"a"', '\\u0041', '{"a":', '1.5');
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 12 }), (marks) => {
      const text = marks.join('');
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(findJsonFault(text) === undefined).toBe(isJson);
    }),
    { numRuns: 20_000 },
  );
});
