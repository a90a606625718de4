import { describe, expect, test } from 'vitest';
import type { References } from '../problems/references.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { parseTrigger } from './definition.ts';

const vocabulary = await loadVocabulary();
const WAKERS = [...vocabulary.wakers.keys()].join(', ');
const references: References = {
  templates: new Set(['store-voucher']),
  purposes: new Set(['offers', 'service']),
  channels: new Set(['email', 'in-app']),
  places: new Set(['mitte']),
  tags: new Set(['store']),
};

const WHOLE = {
  name: 'rainy-evening-walk-by',
  summary: 'A voucher for a passer-by after hours in the rain',
  on: { enter: { places: { tag: 'store' } } },
  when: {
    all: [
      { 'local-time': { between: ['18:00', '22:00'] } },
      { 'weather.condition': { 'one-of': ['rain', 'drizzle'] } },
      { 'device.form': { equals: 'phone' } },
      { 'location.accuracyMetres': { 'at-most': 50 } },
    ],
  },
  unknown: 'skip',
  cooldown: '24h',
  priority: 50,
  holdout: '10%',
  message: {
    template: 'store-voucher',
    purpose: 'offers',
    channels: 'preferred',
    expires: '10m',
    'still-true': true,
  },
};
const SHORT = { name: 'a', on: { signal: 'cart' }, message: { template: 'store-voucher', purpose: 'offers' } };

function problemsOf(body: unknown): readonly string[] {
  const parsed = parseTrigger('triggers/a.yaml', body, vocabulary, references);
  return 'problems' in parsed ? parsed.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
}

const definitionOf = (body: unknown) => {
  const parsed = parseTrigger('triggers/a.yaml', body, vocabulary, references);
  return 'definition' in parsed ? parsed.definition : expect.fail(JSON.stringify(parsed.problems));
};

describe('a trigger', () => {
  test('is read as a marketer writes it', () => {
    expect(definitionOf(WHOLE)).toEqual({
      name: 'rainy-evening-walk-by',
      summary: 'A voucher for a passer-by after hours in the rain',
      on: { waker: 'enter', args: { places: { tag: 'store' } } },
      when: {
        all: [
          { field: 'local-time', operator: 'between', args: ['18:00', '22:00'] },
          { field: 'weather.condition', operator: 'one-of', args: ['rain', 'drizzle'] },
          { field: 'device.form', operator: 'equals', args: 'phone' },
          { field: 'location.accuracyMetres', operator: 'at-most', args: 50 },
        ],
      },
      unknown: 'skip',
      cooldownMs: 86_400_000,
      priority: 50,
      holdout: 0.1,
      measureMs: 28 * 86_400_000,
      shadow: false,
      message: {
        template: 'store-voucher',
        purpose: 'offers',
        channels: 'preferred',
        expiresMs: 600_000,
        stillTrue: true,
      },
    });
  });

  test('needs a name, what wakes it and a message; the rest has defaults', () => {
    expect(definitionOf(SHORT)).toEqual({
      name: 'a',
      summary: '',
      on: { waker: 'signal', args: 'cart' },
      when: { all: [] },
      unknown: 'skip',
      cooldownMs: 0,
      priority: 50,
      holdout: 0,
      measureMs: 28 * 86_400_000,
      shadow: false,
      message: {
        template: 'store-voucher',
        purpose: 'offers',
        channels: 'preferred',
        expiresMs: 3_600_000,
        stillTrue: false,
      },
    });
  });

  test('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(definitionOf(WHOLE)))).toEqual(definitionOf(WHOLE));
  });

  test.each([
    ['skip', 'skip'],
    ['no', 'no'],
    ['wait 5s', { waitMs: 5_000 }],
    ['wait 1m30s', { waitMs: 90_000 }],
  ])('takes unknown: %s', (unknown, read) => {
    expect(definitionOf({ ...SHORT, unknown }).unknown).toEqual(read);
  });

  test('tells every problem at once, with source, path and the nearest name', () => {
    const parsed = parseTrigger(
      'triggers/a.yaml',
      {
        nam: 'a',
        summary: 7,
        on: { entr: { places: 'any' } },
        when: { all: [{ 'local-tme': '12:00' }, { 'weather.condition': { equals: 3 } }] },
        unknown: 'wait a while',
        cooldown: 24,
        priority: 101,
        holdout: '110%',
        shadow: 'yes',
        message: {
          template: 'store-vocher',
          purpose: 'offer',
          channels: ['email', 'emial'],
          expires: '0s',
          stilltrue: true,
        },
      },
      vocabulary,
      references,
    );
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(new Set(problems.map(({ source }) => source))).toEqual(new Set(['triggers/a.yaml']));
    expect(problems.map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
      expect.stringMatching(/^nam: one of name, .*; the nearest to 'nam' is 'name'$/),
      'name: a name of at most 100 lower-case letters, digits and dashes, such as rainy-walk-by',
      'summary: a sentence, as text: got the number 7, write "7" in quotes',
      'unknown: skip, no, or a time to wait for an answer such as wait 5s',
      expect.stringMatching(/^cooldown: a duration such as 5s, 10m, 1h30m, 24h or 7d, from 0s to/),
      'priority: a whole number from 0 to 100; higher wins',
      'holdout: a share of customers from 0% to 100%, such as 10%',
      'shadow: true or false',
      `on.entr: one of ${WAKERS}; the nearest to 'entr' is 'enter'`,
      "when.all[0].local-tme: a field; the nearest to 'local-tme' is 'local-time'",
      'when.all[1].weather.condition.equals: a text',
      expect.stringMatching(/^message.stilltrue: one of .*; the nearest to 'stilltrue' is 'still-true'$/),
      expect.stringMatching(/^message.expires: a duration .* from 1s to/),
      "message.template: a template; the nearest to 'store-vocher' is 'store-voucher'",
      "message.purpose: a purpose of the workspace; the nearest to 'offer' is 'offers'",
      "message.channels[1]: a channel; the nearest to 'emial' is 'email'",
    ]);
  });

  test.each([null, undefined, [], 'name: a', 7])('that is %j is refused', (body) => {
    expect(problemsOf(body)).toEqual([expect.stringMatching(/^: a mapping with name, summary, tags, on/)]);
  });

  test('without a message or anything to wake it is refused', () => {
    expect(problemsOf({ name: 'a' })).toEqual([
      `on: one of ${WAKERS}, such as { signal: cart }`,
      expect.stringMatching(/^message: a mapping with template, purpose/),
    ]);
  });

  test.each(['A', '', 'a b', '-a', 'a|b', 'x'.repeat(101)])('named %j is refused', (name) => {
    expect(problemsOf({ ...SHORT, name })).toHaveLength(1);
  });
});

describe('what wakes it', () => {
  const on = (source: unknown) => problemsOf({ ...SHORT, on: source });

  test('must be there: a kind of signal, a place, a tag', () => {
    expect(on({ signal: 'crat' })).toEqual([
      "on.signal: a kind of signal about a customer; the nearest to 'crat' is 'cart'",
    ]);
    expect(on({ signal: 'weather' })[0]).toContain('a kind of signal about a customer');
    expect(on({ enter: { places: { tag: 'stores' } } })).toEqual([
      "on.enter: a tag that a place has; the nearest to 'stores' is 'store'",
    ]);
    expect(on({ dwell: { places: { ids: ['mitte', 'mite'] }, for: '5m' } })).toEqual([
      "on.dwell: the id of a place; the nearest to 'mite' is 'mitte'",
    ]);
    expect(on({ signal: { kind: 'event', name: 'Order Completed' } })).toEqual([]);
    expect(on({ exit: { places: 'any' } })).toEqual([]);
  });

  test('is not checked against what was not told', () => {
    const body = { ...SHORT, on: { enter: { places: { tag: 'nowhere' } } } };
    expect(parseTrigger('a', body, vocabulary)).toHaveProperty('definition');
  });

  test.each([
    ['cart', `on: one of ${WAKERS}`],
    [[{ signal: 'cart' }], `on: one of ${WAKERS}`],
    [{ signal: 'cart', enter: {} }, `on: one of ${WAKERS}`],
    [{ signal: { kind: 'cart', name: 'x' } }, 'on.signal'],
    [{ signal: { kind: 'cart', where: { stage: { equalz: 'x' } } } }, 'on.signal.where.stage.equalz: an operator'],
    [{ enter: { place: 'any' } }, 'on.enter'],
    [{ dwell: { places: 'any' } }, 'on.dwell.for: a duration'],
    [{ dwell: { places: 'any', for: '30d' } }, 'on.dwell.for: a duration'],
  ])('refuses %j', (source, problem) => {
    expect(on(source).join('\n')).toContain(problem);
  });
});

describe('what was not indented', () => {
  test('is told where it belongs, and not as keys that nobody knows', () => {
    const { on: _, ...rest } = SHORT;
    const problems = problemsOf({ ...rest, on: null, enter: { places: 'any' } });
    expect(problems[0]).toBe('on: what belongs to it, indented below it: `enter` stands beside it');
    expect(problems.join()).not.toContain('enter: one of');
    const message = problemsOf({
      name: 'a',
      on: { signal: 'cart' },
      message: null,
      template: 'hello',
      purpose: 'offers',
    });
    expect(message[0]).toBe('message: what belongs to it, indented below it: `template`, `purpose` stand beside it');
  });

  test('an empty part with nothing beside it is what it was: an empty part', () => {
    expect(problemsOf({ ...SHORT, on: null })).toEqual([`on: one of ${WAKERS}, such as { signal: cart }`]);
  });
});
