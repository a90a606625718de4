import { describe, expect, test } from 'vitest';
import { parseTrigger, type References } from '../reading/definition.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';

const vocabulary = await loadVocabulary();
const references: References = {
  templates: new Set(['hello']),
  purposes: new Set(['offers']),
  channels: new Set(['email', 'in-app']),
  places: new Set(['mitte']),
  tags: new Set(['store']),
  kinds: new Set(['cart', 'timer']),
};

function parse(when: unknown, on: unknown = { signal: 'cart' }, isPublished = false) {
  const body = { name: 'a', on, when, message: { template: 'hello', purpose: 'offers' } };
  return parseTrigger('triggers/a.yaml', body, vocabulary, references, isPublished);
}
const problemsOf = (when: unknown, on?: unknown) => {
  const parsed = parse(when, on);
  return 'problems' in parsed ? parsed.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
};

describe('a value that a field never has', () => {
  test.each([
    ['weather.condition', 'rainy', 'rain'],
    ['weekday', 'saturday', 'sat'],
    ['device.form', 'mobile', 'phone'],
    ['daypart', 'evning', 'evening'],
    ['device.connection', 'lte', '4g'],
    ['location.source', 'GPS', 'gps'],
    ['forecast.in.2h.condition', 'sunny', 'clear'],
  ])('%s: %s is refused, and %s offered', (field, value, meant) => {
    const [problem, ...others] = problemsOf({ [field]: value });
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^when\\.${field}\\.?.*: one of .*; the nearest to '${value}' is '${meant}'$`));
    expect(problemsOf({ [field]: meant })).toEqual([]);
  });

  test('is found in a list, with the place where it stands', () => {
    expect(problemsOf({ 'weather.condition': { 'one-of': ['rain', 'drizle'] } })).toEqual([
      expect.stringMatching(/^when\.weather\.condition\.one-of\[1\]: one of clear, .*'drizle' is 'drizzle'$/),
    ]);
  });

  test('is found in what excludes it, in what it changes to, and in a pattern', () => {
    expect(problemsOf({ weekday: { 'none-of': ['sat', 'sunday'] } })).toHaveLength(1);
    expect(problemsOf({ 'device.connection': { 'changed-from': 'wlan' } })).toHaveLength(1);
    expect(problemsOf({ 'device.form': { 'starts-with': 'mob' } })).toEqual([
      expect.stringContaining('what one of phone, tablet, desktop, tv, watch, car, speaker, other meets'),
    ]);
    expect(problemsOf({ 'device.form': { 'starts-with': 'ta' } })).toEqual([]);
  });

  test('is found in what a signal says, with the names that it has', () => {
    const where = (said: object) => problemsOf(undefined, { signal: { kind: 'device', where: said } });
    expect(where({ form: 'mobile' })).toEqual([expect.stringContaining("is 'phone'")]);
    expect(where({ batteryLevel: { below: 20 } })).toEqual([expect.stringContaining("is 'battery'")]);
    expect(where({ battery: { below: 20 }, form: 'phone' })).toEqual([]);
    const event = { signal: { kind: 'event', name: 'Order', where: { whatever: 'it says' } } };
    expect(problemsOf(undefined, event)).toEqual([]);
  });

  test('keeps no trigger from running that an earlier release let through', () => {
    for (const when of [{ 'weather.condition': 'rainy' }, { 'visits.last.thirtydays': { above: 1 } }])
      expect(parse(when, { enter: { places: 'any' } }, true)).toHaveProperty('definition');
    expect(parse(undefined, { signal: { kind: 'device', where: { batteryLevel: 3 } } }, true)).toHaveProperty(
      'definition',
    );
  });
});

describe('the name of something that the workspace does not have', () => {
  test.each([
    [{ 'place.id': 'mite' }, "the id of a place; the nearest to 'mite' is 'mitte'"],
    [{ 'inside.tags': { 'has-any': ['store', 'shop'] } }, "a tag that a place has; there is no 'shop'"],
    [{ 'channel.preferred': 'mail' }, "a channel; the nearest to 'mail' is 'email'"],
    [{ 'signal.kind': 'carts' }, "a kind of signal; the nearest to 'carts' is 'cart'"],
    [{ 'nearest.metres.stores': { below: 100 } }, "a tag that a place has; the nearest to 'stores' is 'store'"],
    [{ 'message.pressureLeft.offer': { above: 0 } }, "a purpose of the workspace; the nearest to 'offer' is 'offers'"],
    [{ 'cart.inStockMetres.shop': { below: 100 } }, "a tag that a place has; there is no 'shop'"],
  ])('%j is refused', (when, expected) => {
    expect(problemsOf(when)).toEqual([expect.stringContaining(expected)]);
  });
});

describe('a member that a family does not have', () => {
  test.each([
    ['visits.last.thirtydays', 'a duration after `visits.last.`'],
    ['forecast.in.2hours.temperatureCelsius', 'a duration after `forecast.in.`'],
    ['forecast.in.2h.temperature', "'temperature' is 'temperatureCelsius'"],
    ['forecast.in.2h', 'one of condition, temperatureCelsius'],
    ['nearest.attributes.store', 'a tag and an attribute'],
  ])('%s is refused', (field, expected) => {
    expect(problemsOf({ [field]: { above: 1 } })).toEqual([expect.stringContaining(expected)]);
    expect(problemsOf(undefined, { crossing: { field, 'rises-above': 1 } })).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  test.each(['visits.last.30d', 'forecast.in.90m.temperatureCelsius', 'nearest.metres.store', 'customer.any.thing'])(
    '%s is taken',
    (field) => expect(problemsOf({ [field]: { above: 1 } })).toEqual([]),
  );
});
