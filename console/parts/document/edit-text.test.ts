import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { when } from '../../../test/oracle/arbitraries.ts';
import { draft } from '../../../test/oracle/drafts.ts';
import type { DocumentPath, Edit } from './contract.ts';
import { editText } from './edit-text.ts';
import { editValue } from './edit-value.ts';
import { valueAt } from './path.ts';
import { readText } from './read-text.ts';

const FOLDER = 'config/sample/triggers';
const samples = readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')] as const);

const COMMENTED = `# Rainy evenings
name: rainy # kept
on: { enter: { places: { tag: store } } }
when:
  all:
    # after work
    - local-time: { between: ["18:00", "22:00"] } # by their own clock

    - any:
        - weather.condition: rain
        - weather.temperatureCelsius:
            below:   10
    - device.form: 'phone'
cooldown: 24h   # a day
message:
  template: voucher
  channels: [in-app, email]
`;

/** The lines that are not the same, as `- before` and `+ after`. */
function diff(before: string, after: string): readonly string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const start = a.findIndex((line, i) => line !== b[i]);
  if (start < 0 && a.length === b.length) return [];
  const [restA, restB] = [a.slice(start < 0 ? a.length : start), b.slice(start < 0 ? a.length : start)];
  while (restA.length > 0 && restA.at(-1) === restB.at(-1)) {
    restA.pop();
    restB.pop();
  }
  return [...restA.map((line) => `- ${line}`), ...restB.map((line) => `+ ${line}`)];
}
const edited = (edit: Edit, text = COMMENTED) => diff(text, editText(text, edit));

describe('one edit changes the lines that say it, and no other', () => {
  test.each<[string, Edit, readonly string[]]>([
    [
      'a value in brackets',
      { do: 'set', path: ['when', 'all', 0, 'local-time', 'between', 1], value: '21:30' },
      [
        '-     - local-time: { between: ["18:00", "22:00"] } # by their own clock',
        '+     - local-time: { between: ["18:00", "21:30"] } # by their own clock',
      ],
    ],
    [
      'a value before a comment',
      { do: 'set', path: ['cooldown'], value: '12h' },
      ['- cooldown: 24h   # a day', '+ cooldown: 12h   # a day'],
    ],
    [
      'quotes and odd blanks stay',
      { do: 'set', path: ['when', 'all', 2, 'device.form'], value: "p'h" },
      ["-     - device.form: 'phone'", "+     - device.form: 'p''h'"],
    ],
    [
      'a number behind blanks',
      { do: 'set', path: ['when', 'all', 1, 'any', 1, 'weather.temperatureCelsius', 'below'], value: 5 },
      ['-             below:   10', '+             below:   5'],
    ],
    [
      'another operator in the shorthand',
      { do: 'set', path: ['when', 'all', 1, 'any', 0, 'weather.condition'], value: { 'one-of': ['rain', 'drizzle'] } },
      ['-         - weather.condition: rain', '+         - weather.condition: { one-of: [rain, drizzle] }'],
    ],
    [
      'a new condition',
      { do: 'set', path: ['when', 'all', 3], value: { 'place.open': false } },
      ['+     - place.open: false'],
    ],
    [
      'a new condition deep inside',
      { do: 'set', path: ['when', 'all', 1, 'any', 2], value: { daylight: true } },
      ['+         - daylight: true'],
    ],
    [
      'a new group',
      { do: 'set', path: ['when', 'none'], value: [{ holiday: true }] },
      ['+   none:', '+     - holiday: true'],
    ],
    ['a condition less', { do: 'remove', path: ['when', 'all', 1, 'any', 0] }, ['-         - weather.condition: rain']],
    [
      'an operator more',
      { do: 'set', path: ['when', 'all', 1, 'any', 1, 'weather.temperatureCelsius', 'above'], value: -5 },
      ['+             above: -5'],
    ],
    [
      'another joiner',
      { do: 'rename', path: ['when', 'all', 1, 'any'], key: 'none' },
      ['-     - any:', '+     - none:'],
    ],
    [
      'a member of a list in brackets less',
      { do: 'remove', path: ['message', 'channels', 0] },
      ['-   channels: [in-app, email]', '+   channels: [email]'],
    ],
    [
      'a new key behind those that come before it',
      { do: 'set', path: ['unknown'], value: 'wait 5s', order: ['name', 'on', 'when', 'unknown', 'cooldown'] },
      ['+ unknown: wait 5s'],
    ],
    [
      'a condition in a group of its own',
      { do: 'wrap', path: ['when', 'all', 2], key: 'none' },
      ["-     - device.form: 'phone'", '+     - none:', "+         - device.form: 'phone'"],
    ],
    [
      'a group dissolved',
      { do: 'unwrap', path: ['when', 'all', 1] },
      [
        '-     - any:',
        '-         - weather.condition: rain',
        '-         - weather.temperatureCelsius:',
        '-             below:   10',
        '+     - weather.condition: rain',
        '+     - weather.temperatureCelsius:',
        '+         below:   10',
      ],
    ],
    [
      'a waker that needs no lines',
      { do: 'set', path: ['on'], value: { signal: 'cart' } },
      ['- on: { enter: { places: { tag: store } } }', '+ on: { signal: cart }'],
    ],
  ])('%s', (_, edit, lines) => {
    expect(edited(edit)).toEqual(lines);
  });
});

test('a condition moves with the comment above it', () => {
  const moved = editText(COMMENTED, { do: 'move', path: ['when', 'all', 0], to: 2 });
  expect(moved).toContain(`    - device.form: 'phone'
    # after work
    - local-time: { between: ["18:00", "22:00"] } # by their own clock
cooldown`);
  expect(editText(moved, { do: 'move', path: ['when', 'all', 2], to: 0 })).toContain('# by their own clock\n');
});

test('conditions without a group are gathered into one, with their comments', () => {
  const text = 'when:\n  # big\n  event.total: { at-least: 40 } # euros\n  daylight: true\ncooldown: 0s\n';
  expect(editText(text, { do: 'gather', path: ['when'], key: 'all' })).toBe(
    'when:\n  all:\n    # big\n    - event.total: { at-least: 40 } # euros\n    - daylight: true\ncooldown: 0s\n',
  );
});

test('a part that a person wrote stands as it was written', () => {
  const text = editText(COMMENTED, {
    do: 'write',
    path: ['when', 'all', 1],
    source: '# or\nnone: [ { daylight: true } ] # dark\n',
  });
  expect(text).toContain('# or\n      none: [ { daylight: true } ] # dark\n');
  expect(readText(text).unreadable).toEqual([]);
});

test('what cannot be cut and pasted is written anew by the library, and says the same', () => {
  const text = 'when: &x\n  all: [{ a: 1 }]\nother: *x\n';
  const after = editText(text, { do: 'set', path: ['when', 'all', 0, 'a'], value: 2 });
  expect(parse(after).when).toEqual({ all: [{ a: 2 }] });
});

describe('a text with a fault', () => {
  const broken = COMMENTED.replace('"22:00"] }', '"22:00" }');

  test('hides the part with the fault alone, and says where it is', () => {
    const { value, unreadable } = readText(broken);
    expect(Object.keys(value as object)).toEqual(['name', 'on', 'cooldown', 'message']);
    expect(unreadable).toMatchObject([{ key: 'when', line: 7 }]);
    expect(unreadable[0]!.said).not.toBe('');
  });

  test('can be edited everywhere else', () => {
    expect(edited({ do: 'set', path: ['cooldown'], value: '1h' }, broken)).toEqual([
      '- cooldown: 24h   # a day',
      '+ cooldown: 1h   # a day',
    ]);
    expect(edited({ do: 'set', path: ['priority'], value: 5 }, broken)).toEqual(['+ priority: 5']);
    expect(edited({ do: 'set', path: ['when', 'all', 0], value: 5 }, broken)).toEqual([]);
  });

  test.each(['', '\n', '- a\n- b\n', 'just words', '{', 'a: b: c', '&a [*a]', '\t', 'name: "', '{name: x, on: ]}'])(
    '%j is read without a throw',
    (text) => {
      expect(() => readText(text)).not.toThrow();
      expect(() => editText(text, { do: 'set', path: ['name'], value: 'x' })).not.toThrow();
    },
  );
});

/** Every place in a value. */
function pathsOf(value: unknown, path: DocumentPath = []): DocumentPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [path, ...steps.flatMap((step) => pathsOf((value as never)[step], [...path, step]))];
}

describe.each(samples)('the sample %s', (_, text) => {
  const value: unknown = parse(text);

  test('is the same again when every value is set to what it is', () => {
    for (const path of pathsOf(value)) {
      if (path.length > 0) expect(editText(text, { do: 'set', path, value: valueAt(value, path) })).toBe(text);
    }
  });

  test('differs in one line when one value is another', () => {
    for (const path of pathsOf(value)) {
      if (path.length === 0 || typeof valueAt(value, path) === 'object') continue;
      const after = editText(text, { do: 'set', path, value: 'changed' });
      expect(diff(text, after)).toHaveLength(2);
      expect(parse(after)).toEqual(editValue(value, { do: 'set', path, value: 'changed' }));
    }
  });
});

const trigger = fc
  .record({ draft, cooldown: fc.constantFrom('0s', '24h'), note: fc.string() })
  .map(({ draft: one, cooldown, note }) => ({
    name: 'random',
    summary: note,
    ...one,
    cooldown,
    message: { template: 't', purpose: 'p' },
  }));
const STYLES = [
  { collectionStyle: 'block', indentSeq: true },
  { collectionStyle: 'block', indentSeq: false },
  { collectionStyle: 'flow' },
] as const;
const NEW_VALUES = [
  5,
  'text',
  '',
  'a: b, [c]',
  true,
  null,
  ['x', 'y'],
  { above: 3 },
  { all: [{ daylight: true }] },
] as const;

test('any edit of any trigger, in any style, gives exactly what is meant, and keeps every comment', () => {
  fc.assert(
    fc.property(
      trigger,
      fc.constantFrom(...STYLES),
      fc.nat(),
      fc.constantFrom('set', 'remove', 'rename', 'move', 'wrap', 'unwrap', 'gather'),
      fc.constantFrom<unknown>(...NEW_VALUES),
      (value, style, pick, kind, wanted) => {
        const text = `# first\n${stringify(value, { ...style, lineWidth: 0, flowCollectionPadding: false })}`;
        const paths = pathsOf(value as unknown).filter((path) => path.length > 0 && isFor(kind, value, path));
        if (paths.length === 0) return;
        const path = paths[pick % paths.length]!;
        const edit = { do: kind, path, value: wanted, key: 'all', to: 0 } as Edit;
        const after = editText(text, edit);
        expect(JSON.stringify(parse(after))).toBe(JSON.stringify(editValue(parse(text), edit)));
        expect(after).toContain('# first');
      },
    ),
    { numRuns: 300 },
  );
});

function isFor(kind: string, value: unknown, path: DocumentPath): boolean {
  const inList = typeof path.at(-1) === 'number';
  const here = valueAt(value, path);
  const isMapping = typeof here === 'object' && here !== null && !Array.isArray(here);
  if (kind === 'rename') return !inList && !Object.hasOwn(valueAt(value, path.slice(0, -1)) as object, 'all');
  if (kind === 'move' || kind === 'wrap') return inList;
  if (kind === 'gather') return isMapping && Object.keys(here).length > 0;
  if (kind === 'unwrap')
    return inList && isMapping && Object.keys(here).length === 1 && Array.isArray(Object.values(here)[0]);
  return true;
}

test('a random `when` that is put into a text comes out of it deep equal', () => {
  fc.assert(
    fc.property(when, (conditions) => {
      if (conditions === undefined) return;
      const after = editText(COMMENTED, { do: 'set', path: ['when'], value: conditions });
      expect(parse(after).when).toEqual(conditions);
      expect(after.startsWith('# Rainy evenings\n')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
