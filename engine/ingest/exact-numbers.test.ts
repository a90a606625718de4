import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactly, quoteLongNumbers } from './exact-numbers.ts';
import { scan } from './scan.ts';

test.each([
  ['{"userId":76561198012345679}', '{"userId":"76561198012345679"}'],
  [
    '{"a":[9007199254740991,9007199254740992, -9007199254740993 ]}',
    '{"a":[9007199254740991,"9007199254740992", "-9007199254740993" ]}',
  ],
  ['{"a":{"b":\n12345678901234567890\n}}', '{"a":{"b":\n"12345678901234567890"\n}}'],
])('%s is read as %s', (text, exact) => {
  expect(quoteLongNumbers(text)).toBe(exact);
});

test.each([
  '{"a":"76561198012345679"}',
  '{"a":"\\",76561198012345679,\\""}',
  '{"a":48.20817612345678901}',
  '{"a":1234567890.12345678901234567}',
  '{"a":7.6561198012345679e16}',
  '{"a":12345678901234567e3}',
  `{"a":${'9'.repeat(400)}}`,
])('%s is left alone', (text) => {
  expect(quoteLongNumbers(text)).toBe(text);
});

test('what is malformed stays so, whatever long numbers stand in it', () => {
  const mark = fc.constantFrom(...'{}[]:,"\\ -+.e0', '12345678901234567', '"a":', '01234567890123456789');
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 9 }), (marks) => {
      const text = marks.join('');
      expect(canParse(quoteLongNumbers(text))).toBe(canParse(text));
    }),
    { numRuns: 20_000 },
  );
});

test('a text in which a number would be rounded is noticed, however it is written', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n }),
      fc.constantFrom('{"a":_}', '{ "a" : _ }', '[_]', '[1,_,2]', '{"a":[\n  _\n]}', '{"abc":{"d":-_}}'),
      (number, frame) => {
        expect(scan(Buffer.from(frame.replace('_', String(number))), 32).hasLongNumber).toBe(true);
      },
    ),
  );
});

test('JSON that is parsed exactly tells two long ids apart, and fails as ever', () => {
  const [a, b] = ['{"id":76561198012345679}', '{"id":76561198012345680}'].map(parseExactly);
  expect(a).toEqual({ id: '76561198012345679' });
  expect(b).not.toEqual(a);
  expect(() => parseExactly('{"id":}')).toThrow(SyntaxError);
});

test('ordinary numbers cost no second look', () => {
  for (const text of [
    '{"lat":48.20817612345,"at":1780677000000}',
    '{"a":"76561198012345679"}',
    '{\n        "a":          1\n}',
  ]) {
    expect(scan(Buffer.from(text), 32).hasLongNumber, text).toBe(false);
  }
});

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
