import { describe, expect, test } from 'vitest';
import { workspaceWith } from '../../test/support/moments.ts';
import type { Trigger } from '../contract.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import type { Workspace } from '../workspace/contract.ts';
import { compileTrigger } from './compile-trigger.ts';
import { parseTrigger } from './definition.ts';
import { findWarnings, loadChecks } from './find-warnings.ts';

const vocabulary = await loadVocabulary();
const checks = await loadChecks();
const message = { template: 'hello', purpose: 'offers' };

interface Given {
  readonly workspace?: Partial<Workspace>;
  readonly others?: readonly object[];
  /** What the template needs: each as the values of which one must be known. */
  readonly needs?: readonly (readonly string[])[];
}

function compiled(body: object): Trigger {
  const parsed = parseTrigger('t.yaml', body, vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return compileTrigger(parsed.definition, 1, vocabulary);
}

/** The warnings about a trigger, as `path: expected`. */
function warned(more: object, { workspace = {}, others = [], needs = [] }: Given = {}): readonly string[] {
  const body = { name: 'tested', on: { signal: 'cart' }, message, ...more };
  const trigger = compiled(body);
  const triggers = [
    trigger,
    ...others.map((one) => compiled({ name: 'other', on: { signal: 'cart' }, message, ...one })),
  ];
  const inputs = {
    workspace: workspaceWith(workspace),
    vocabulary,
    triggers: triggers.map(({ definition }) => definition),
    needsOf: () => needs.map((values) => ({ values, channel: 'email', at: 'channels.email.html' })),
  };
  return findWarnings([{ trigger, source: 't.yaml', body }], inputs, checks).map(
    ({ path, expected }) => `${path}: ${expected}`,
  );
}
const never = '; the trigger never matches';

describe('contradictions', () => {
  test('a condition that nothing can meet is told by itself, whatever stands beside it', () => {
    const when = { all: [{ 'local-time': { after: '06:00' } }, { 'local-time': { before: '00:00' } }] };
    expect(warned({ when })).toEqual([`when.all[1].local-time.before: a condition that can be met${never}`]);
  });

  test.each([
    [
      'bounds that leave nothing',
      { 'cart.value': { above: 5, below: 3 } },
      'when.cart.value.below',
      'cart.value above 5',
    ],
    [
      'bounds that touch and exclude',
      { 'cart.value': { 'at-least': 5, below: 5 } },
      'when.cart.value.below',
      'cart.value at-least 5',
    ],
    [
      'two values at once',
      { all: [{ 'device.form': 'phone' }, { 'device.form': 'tablet' }] },
      'when.all[1].device.form',
      'device.form equals phone',
    ],
    [
      'lists that share nothing',
      { all: [{ weekday: { 'one-of': ['mon', 'tue'] } }, { weekday: { 'one-of': ['sat', 'sun'] } }] },
      'when.all[1].weekday.one-of',
      'weekday one-of mon, tue',
    ],
    [
      'the same asked for and excluded',
      { all: [{ 'device.form': 'phone' }], none: [{ 'device.form': { 'one-of': ['phone', 'tablet'] } }] },
      'when.none[0].device.form.one-of',
      'device.form equals phone',
    ],
    [
      'times of day that do not meet',
      { all: [{ 'local-time': { between: ['18:00', '22:00'] } }, { 'local-time': { before: '12:00' } }] },
      'when.all[1].local-time.before',
      'local-time between 18:00, 22:00',
    ],
    [
      'yes and no',
      { all: [{ daylight: true }, { daylight: { differs: true } }] },
      'when.all[1].daylight.differs',
      'daylight equals true',
    ],
    [
      'known and missing',
      { all: [{ 'cart.value': { above: 5 } }, { 'cart.value': { missing: true } }] },
      'when.all[1].cart.value.missing',
      'cart.value above 5',
    ],
    [
      'a text that is none of those listed',
      { all: [{ 'customer.plan': { 'one-of': ['gold', 'silver'] } }, { 'customer.plan': { 'starts-with': 'b' } }] },
      'when.all[1].customer.plan.starts-with',
      'customer.plan one-of gold, silver',
    ],
    [
      'a text and a number',
      { all: [{ 'customer.plan': 'gold' }, { 'customer.plan': { above: 3 } }] },
      'when.all[1].customer.plan.above',
      'customer.plan equals gold',
    ],
  ])('%s', (_what, when, path, other) => {
    expect(warned({ when })).toEqual([
      expect.stringMatching(
        new RegExp(`^${escaped(path)}: .*can be met beside .*${escaped(other)}.*${escaped(never)}$`),
      ),
    ]);
  });

  test('of three that only together leave nothing, all are told', () => {
    const when = { 'cart.value': { 'one-of': [1, 2], differs: 1, 'at-most': 1 } };
    expect(warned({ when: { ...when, 'device.form': 'phone' } })).toEqual([
      'when.cart.value.at-most: a condition that can be met beside `cart.value one-of 1, 2` and `cart.value differs 1`; the trigger never matches',
    ]);
  });

  test('an alternative that never holds is told, and one that does keeps the trigger alive', () => {
    const when = {
      all: [
        { 'cart.value': { above: 10 } },
        { any: [{ 'device.form': 'phone' }, { 'cart.value': { above: 20, below: 15 } }] },
      ],
    };
    expect(warned({ when })).toEqual([
      'when.all[1].any[1].cart.value.below: a condition that can be met beside `cart.value above 20`; this alternative never holds',
    ]);
  });

  test('what the waker says of every moment counts', () => {
    const on = { signal: { kind: 'event', name: 'Seen' } };
    expect(warned({ on, when: { 'event.name': 'Bought' } })).toEqual([
      'when.event.name: a condition that can be met beside `event.name one-of Seen`; the trigger never matches; a property called name is `event.properties.name`',
    ]);
    expect(warned({ on, when: { 'event.name': 'Seen' } })).toEqual([]);
  });

  test.each([
    ['bounds that meet in one value', { 'cart.value': { 'at-least': 5, 'at-most': 5 } }],
    [
      'a night over midnight',
      { all: [{ 'local-time': { after: '22:00' } }, { 'local-time': { between: ['21:00', '06:00'] } }] },
    ],
    ['alternatives that exclude each other', { any: [{ 'device.form': 'phone' }, { 'device.form': 'tablet' }] }],
    ['what is excluded twice', { none: [{ 'device.form': 'phone' }, { 'device.form': 'tablet' }] }],
    [
      'a text that may be both',
      { all: [{ 'customer.plan': { contains: 'a' } }, { 'customer.plan': { 'starts-with': 'b' } }] },
    ],
    [
      'dates, which go by the time',
      { all: [{ 'customer.birthday': { 'on-day': 'today' } }, { 'customer.birthday': { before: '2000-01-01' } }] },
    ],
    ['very large bounds', { 'cart.value': { above: 1e300 } }],
    ['very near bounds', { 'cart.value': { above: 1, below: 1.0000001 } }],
    ['missing, or something', { any: [{ 'cart.value': { missing: true } }, { 'cart.value': { above: 5 } }] }],
  ])('%s is none', (_what, when) => {
    expect(warned({ when })).toEqual([]);
  });

  test('where unknown counts as no, nothing known excludes what must not be', () => {
    const when = { all: [{ 'cart.value': { missing: true } }], none: [{ 'cart.value': { above: 5 } }] };
    expect(warned({ when, unknown: 'no' })).toEqual([]);
    expect(warned({ when })).toHaveLength(1);
  });
});

describe('what is never known', () => {
  const on = { dwell: { places: 'any', for: '10m' } };
  test('an event, where time or a place wakes', () => {
    expect(warned({ on, when: { 'event.total': { above: 3 } } })).toEqual([
      'when.event.total.above: a field that can be known: `dwell` wakes when time has passed, not at an event, so this is always unknown',
    ]);
    expect(warned({ on: { enter: { places: 'any' } }, when: { 'event.name': 'x' } })[0]).toContain(
      '`enter` does not wake at an event here',
    );
    expect(warned({ on: { signal: { kind: 'event', name: 'x' } }, when: { 'event.total': { above: 3 } } })).toEqual([]);
    expect(warned({ on: { signal: 'event' }, when: { 'event.total': { above: 3 } } })).toEqual([]);
  });
  test('a place, where a signal wakes', () => {
    expect(warned({ when: { 'place.open': true } })).toEqual([
      'when.place.open: a field that can be known: `signal` is not about a place here, so this is always unknown',
    ]);
    expect(warned({ on: { schedule: { at: '18:00' } }, when: { 'place.tags': { 'has-any': ['x'] } } })).toHaveLength(1);
    for (const waker of [on, { enter: { places: 'any' } }, { exit: { places: 'any' } }]) {
      expect(warned({ on: waker, when: { 'place.open': true } })).toEqual([]);
    }
  });
  test('who asks whether it is there has an answer', () => {
    expect(warned({ when: { 'place.open': { missing: true } } })).toEqual([]);
  });
});

describe('what is never sent', () => {
  const quietHours = { from: '22:00', to: '07:00' };
  const night = { 'local-time': { between: ['23:00', '05:00'] } };
  test('everybody is held out', () => {
    expect(warned({ holdout: '100%' })).toEqual(['holdout: less than 100%: as it is, every customer is held out']);
    expect(warned({ holdout: '99.9%' })).toEqual([]);
  });
  test('it matches in quiet hours only, and expires before they end', () => {
    expect(warned({ when: night }, { workspace: { quietHours } })).toEqual([
      'message.expires: more than 1h, such as 8h: it matches in quiet hours only (22:00 to 07:00), and its messages expire before these end',
    ]);
    expect(warned({ when: night, message: { ...message, expires: '8h' } }, { workspace: { quietHours } })).toEqual([]);
    expect(warned({ when: { 'local-time': { between: ['21:59', '05:00'] } } }, { workspace: { quietHours } })).toEqual(
      [],
    );
    expect(warned({ when: { 'local-time': { between: ['23:00', '06:30'] } } }, { workspace: { quietHours } })).toEqual(
      [],
    );
    expect(warned({ when: night })).toEqual([]);
    expect(
      warned({ when: night, message: { template: 't', purpose: 'service' } }, { workspace: { quietHours } }),
    ).toEqual([]);
  });
});

test.each(['basket', 'basket.total', 'basket.items.sku'])(
  'a message that needs %s, which no signal leaves behind, is told so',
  (value) => {
    expect(warned({ on: { signal: 'cart' }, message }, { needs: [[value]] })).toEqual([
      expect.stringContaining('no signal leaves anything of that name behind'),
    ]);
  },
);

describe('the name of an event in place of a property', () => {
  const seen = { signal: { kind: 'event', name: 'Product Viewed' } };
  const showing = (on: object, channels: readonly string[] = ['email']) =>
    warned({ on, message: { ...message, channels } }, { needs: [['event.name']] });

  test('is told, with what to write', () => {
    expect(showing(seen)).toEqual([
      "message.template: a text in place of `event.name` in channels.email.html of 'hello': it is always 'Product Viewed' here, the event’s own name; a property of that name is `event.properties.name`",
    ]);
    expect(showing({ count: { of: seen, within: '1d', 'at-least': 2 } })).toHaveLength(1);
    const variants = [{ template: 'greeting', share: '50%' }];
    expect(warned({ on: seen, message: { ...message, variants } }, { needs: [['event.name']] })).toEqual([
      expect.stringContaining("of 'hello'"),
      expect.stringMatching(/^message\.variants\[0\]\.template: .* of 'greeting'/),
    ]);
  });

  test('is nobody’s mistake where events differ, or where the property is read', () => {
    expect(showing({ signal: 'event' })).toEqual([]);
    expect(showing(seen, ['webhook'])).toEqual([]);
    const others = [{ on: { signal: { kind: 'event', name: 'Order Completed' } } }];
    expect(warned({ on: seen, message }, { needs: [['event.name']], others })).toEqual([]);
    expect(warned({ on: seen }, { needs: [['event.properties.name']] })).toEqual([]);
  });
});

describe('what can never be filled', () => {
  const filling = (on: object, ...needs: readonly (readonly string[])[]) => warned({ on }, { needs });
  const byTimer = [
    { dwell: { places: 'any', for: '10m' } },
    { schedule: { at: '18:00' } },
    { inactivity: { for: '7d', of: { signal: 'cart' } } },
    { absence: { after: { signal: 'cart' }, not: { signal: { kind: 'event', name: 'x' } }, within: '1h' } },
  ];

  test('the event of a timer', () => {
    expect(filling(byTimer[0]!, ['event.name'])).toEqual([
      "message.template: a template that can be filled: 'hello' needs `event.name` in channels.email.html, and `dwell` has of the event only event.kind here",
    ]);
    for (const on of byTimer) {
      expect(filling(on, ['event.total'])).toHaveLength(1);
      expect(filling(on, ['event.kind'], ['event'], ['customer.name'], ['cart.value'], ['now'])).toEqual([]);
    }
  });

  test('of another signal what it never says, with the nearest that it does', () => {
    expect(filling({ signal: 'cart' }, ['event.valeu'])[0]).toContain(
      'event.currency, event.stage, event.kind here; the nearest is event.value',
    );
    expect(filling({ signal: 'cart' }, ['event.value'])).toEqual([]);
    expect(filling({ enter: { places: 'any' } }, ['event.name'])).toHaveLength(1);
    expect(filling({ enter: { places: 'any' } }, ['event.lat'])).toEqual([]);
    expect(filling({ outcome: { of: 'other', is: 'clicked' } }, ['event.url'])).toEqual([]);
    expect(filling({ weather: { begins: 'rain' } }, ['event.sku'])).toHaveLength(1);
    expect(filling({ 'stock-arrived': { places: 'any', within: 0 } }, ['event.sku'])).toEqual([]);
  });

  test('where an event may wake it, anything may be there', () => {
    const steps = [{ signal: 'cart' }, { signal: { kind: 'event', name: 'x' } }];
    for (const on of [
      { signal: { kind: 'event', name: 'x' } },
      { signal: 'event' },
      { crossing: { field: 'device.battery', 'falls-below': 20 } },
      { sequence: { steps, within: '1h' } },
    ]) {
      expect(filling(on, ['event.anything.at.all'])).toEqual([]);
    }
  });

  test('the place of a signal, and what nobody ever says', () => {
    expect(filling({ signal: 'cart' }, ['place.name'])[0]).toContain('and `signal` is not about a place here');
    expect(filling(byTimer[0]!, ['place.name'])).toEqual([]);
    expect(filling({ signal: 'cart' }, ['cart.valeu'])[0]).toContain(
      'no signal leaves anything of that name behind; the nearest is cart.value',
    );
    expect(filling({ signal: 'cart' }, ['cart'], ['cart.items.0.name'], ['@root.nothing.x'], ['this.event.x'])).toEqual(
      [],
    );
  });

  test('only where none of several values is there, on a channel of the trigger, and each once', () => {
    expect(filling(byTimer[0]!, ['event.name', 'customer.name'])).toEqual([]);
    expect(filling(byTimer[0]!, ['event.a', 'event.b'])[0]).toContain('needs `event.a or event.b` in');
    expect(filling(byTimer[0]!, ['event.a'], ['event.a'])).toHaveLength(1);
    const only = (channels: readonly string[]) =>
      warned({ on: byTimer[0]!, message: { ...message, channels } }, { needs: [['event.a']] });
    expect(only(['sms'])).toEqual([]);
    expect(only(['sms', 'email'])).toHaveLength(1);
  });
});

describe('who is always outranked', () => {
  const when = { 'cart.value': { above: 5 } };
  test('by one that matches at the same moments', () => {
    expect(warned({ when }, { others: [{ when, priority: 60 }] })).toEqual([
      'priority: a priority above that of `other`, which matches at the same moments and always wins',
    ]);
  });
  test.each([
    ['a cooldown of the other lets it speak', { when, priority: 60, cooldown: '1h' }],
    ['a control group of the other does', { when, priority: 60, holdout: '1%' }],
    ['the other matches otherwise', { when: { 'cart.value': { above: 6 } }, priority: 60 }],
    ['the other comes after', { when, priority: 40 }],
    ['the other only watches', { when, priority: 60, shadow: true }],
  ])('not where %s', (_what, other) => {
    expect(warned({ when }, { others: [other] })).toEqual([]);
  });
  test('nor where several may speak', () => {
    expect(warned({ when }, { others: [{ when, priority: 60 }], workspace: { messagesPerMoment: 2 } })).toEqual([]);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('a goal that no signal can meet is told', () => {
  const goal = (kind: string) => ({ signal: kind, within: '1h' });
  expect(warned({ goal: goal('cart') })).toEqual([]);
  expect(warned({ goal: goal('crat') })).toEqual([
    expect.stringContaining("goal.signal: a kind of signal about a customer; the nearest to 'crat' is 'cart'"),
  ]);
  expect(warned({ goal: goal('weather') })).toEqual([expect.stringContaining('goal.signal: a kind of signal about')]);
});

test('a goal whose conditions exclude each other is told where it stands', () => {
  const order = (where: object) => ({ signal: { kind: 'event', name: 'order', where }, within: '1h' });
  expect(warned({ goal: order({ total: { above: 5, below: 10 } }) })).toEqual([]);
  expect(warned({ goal: order({ total: { above: 10, below: 5 } }) })).toEqual([
    expect.stringMatching(
      /^goal\.signal\.where\.total.*: a condition that can be met beside .*; the goal is never met$/,
    ),
  ]);
  const goals = [
    { name: 'visit', signal: 'cart', within: '1h' },
    { name: 'never', ...order({ total: { above: 10, below: 5 } }) },
  ];
  expect(warned({ goal: goals })).toEqual([expect.stringContaining('goal[1].signal.where.total')]);
});
