import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerState, KnownValue } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { GrowingBytes } from '../bytes/growing-bytes.ts';
import { decodeState, encodeState } from './encoding.ts';
import { CODED_FIELDS, FIELD_CODES } from './field-codes.ts';
import { SeenBytes } from './seen-bytes.ts';

const name = fc.oneof(
  fc.constantFrom('location.lat', 'customer.größe', 'a"b', 'c\\d', '1', 'toString'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
);
const names = name.filter((text) => text !== '__proto__');
const at = fc.oneof(
  fc.nat(3),
  fc.integer({ min: 1_790_000_000_000, max: 1_800_000_000_000 }),
  fc.constant(1_795_341_953_628.25),
);
const known = fc
  .record({ v: fc.jsonValue(), at, ttl: fc.constantFrom(0, 1, 60_000, 300_000), source: fc.constantFrom('a', 'b') })
  .map(({ v, at, ttl, source }): KnownValue => (ttl === 0 ? { v, at, source } : { v, at, until: at + ttl, source }));
const record = <T>(value: fc.Arbitrary<T>) => fc.dictionary(names, value, { maxKeys: 4, noNullPrototype: true });
const reservation = fc.record(
  { id: names, at, trigger: names, channel: names, purpose: names, opened: at, clicked: at, replied: at },
  { requiredKeys: ['id', 'at', 'trigger', 'channel', 'purpose'] },
);
const rest = fc.record({ marks: record(fc.jsonValue()), reservationsFrom: at }, { requiredKeys: [] });
const states: fc.Arbitrary<CustomerState> = fc
  .record({
    identified: fc.boolean(),
    ...{ firstAt: at, lastAt: at, positionAt: at, seenFrom: fc.nat(), definitions: fc.nat() },
    seen: fc.stringMatching(/^[0-9a-z]{0,60}$/).map((text) => new SeenBytes(text)),
    values: record(known),
    inside: record(fc.record({ since: at })),
    consents: record(fc.record({ granted: fc.boolean(), at, source: names })),
    suppressed: record(fc.record({ reason: names, at })),
    reservations: fc.array(reservation, { maxLength: 4 }),
    fired: record(at),
    memory: record(fc.jsonValue()),
    timers: record(fc.record({ dueAt: at, trigger: names, key: names, payload: fc.jsonValue() })),
    aliases: fc.array(names, { maxLength: 3 }),
  })
  .map((state) => ({ ...emptyState('c1'), ...state }));

const plain = ({ seen, ...state }: CustomerState) => ({
  ...(JSON.parse(JSON.stringify(state)) as object),
  seen: seen?.format() ?? '',
});

test('a state comes back as it was written, whatever is in it', () => {
  fc.assert(
    fc.property(states, rest, fc.option(names, { nil: undefined }), (state, more, mergedInto) => {
      const { marks = {}, ...some } = more;
      const marked = Object.keys(marks).length > 0 ? { ...some, marks } : some;
      const whole = { ...state, ...marked, ...(mergedInto !== undefined && { mergedInto }) };
      expect(plain(decodeState('c1', encodeState(whole)))).toEqual(plain(whole));
    }),
    { numRuns: 1_000 },
  );
});

test('values of one signal share their time and source, and what is empty takes no room', () => {
  const state = { ...emptyState('c1'), firstAt: 1_795_341_953_628, lastAt: 1_795_341_953_628 };
  for (const field of ['location.lat', 'location.lon', 'location.fleet']) {
    state.values[field] = { v: 1, at: 1_795_341_953_628, until: 1_795_342_253_628, source: 'location' };
  }
  expect(encodeState(state)).toBe(
    '4[0,1795341953628,1795341953628,0,0,"",[["location",0,300000,-29,1,-30,1,"location.fleet",1]],[],{},{}]',
  );
});

test('every field that a signal kind keeps has a code, and codes stay what they are', async () => {
  const kinds = await loadSignalKinds();
  const kept = [...kinds.values()].flatMap(({ keeps }) => Object.keys(keeps));
  expect(
    kept.filter((field) => !FIELD_CODES.has(field)),
    'add them at the end of the list',
  ).toEqual([]);
  expect(FIELD_CODES.size).toBe(CODED_FIELDS.length);
  expect([1, 7, 28, 29, 41, 42, 51].map((code) => CODED_FIELDS[code - 1])).toEqual([
    ...['cart.id', 'device.form', 'device.zone', 'location.lat', 'message.lastReplyText', 'customer.firstName'],
    'customer.city',
  ]);
  const unknown = `4[0,1,1,0,0,"",[["location",0,-${CODED_FIELDS.length + 1},1]],[],{},{}]`;
  expect(() => decodeState('c1', unknown)).toThrow('a newer release wrote the field');
});

test('values that the release before wrote by their names are read', () => {
  const stored = '1[0,5,9,0,0,"",[["location",1,300000,"location.lat",1,"location.fleet",2]],[],{},{}]';
  expect(decodeState('c1', stored).values).toEqual({
    'location.lat': { v: 1, at: 8, until: 300_008, source: 'location' },
    'location.fleet': { v: 2, at: 8, until: 300_008, source: 'location' },
  });
});

test('what an earlier release stored is read', () => {
  const stored =
    '{"id":"c5","identified":true,"firstAt":5,"lastAt":9,"values":[["identify",5,0,"customer.firstName","Ada"],["device",9,600000,"device.connection","5g","device.os","ios"]],' +
    '"inside":{"p1":{"since":7}},"positionAt":7,"seen":"32e04mbdtp2jsw","seenFrom":1,"consents":{"*:*":{"granted":true,"at":5,"source":"consent"}},"suppressed":{},' +
    '"reservations":[{"id":"d-1","at":8,"trigger":"t","channel":"in-app","purpose":"offers"}],"fired":{"t":8},"memory":{},"timers":{},"aliases":["a1"]}';
  expect(decodeState('c5', stored)).toEqual({
    ...emptyState('c5'),
    ...{
      identified: true,
      firstAt: 5,
      lastAt: 9,
      positionAt: 7,
      seen: new SeenBytes('32e04mbdtp2jsw'),
      seenFrom: 1,
      aliases: ['a1'],
    },
    values: {
      'customer.firstName': { v: 'Ada', at: 5, source: 'identify' },
      'device.connection': { v: '5g', at: 9, until: 600_009, source: 'device' },
      'device.os': { v: 'ios', at: 9, until: 600_009, source: 'device' },
    },
    inside: { p1: { since: 7 } },
    consents: { '*:*': { granted: true, at: 5, source: 'consent' } },
    reservations: [{ id: 'd-1', at: 8, trigger: 't', channel: 'in-app', purpose: 'offers' }],
    fired: { t: 8 },
  });
});

test('a state says under which definitions it was written, and one of an earlier release says nothing', () => {
  const state = { ...emptyState('c1'), seen: new SeenBytes(), firstAt: 5, lastAt: 9, definitions: 57 };
  expect(encodeState(state)).toBe('4[0,5,9,0,0,"",[],[],{},{},57]');
  expect(decodeState('c1', '1[0,5,9,0,0,"",[],[],{},{}]')).toEqual({ ...state, definitions: 0 });
  expect(decodeState('c1', '1[0,5,9,0,0,"",[],[],{},{},57,"later"]'), 'more than it knows of').toEqual(state);
});

test('what a later release stored is not guessed at', () => {
  expect(() => decodeState('c5', '5[0]')).toThrow("the state of 'c5' was written by a newer release (mark '5')");
});

test('texts and numbers are written as JSON has them, whatever room was left', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.double(), fc.integer(), fc.maxSafeInteger())),
      (items) => {
        const out = new GrowingBytes();
        out.bytes = Buffer.alloc(8);
        for (const [i, item] of items.entries()) {
          out.ascii(i === 0 ? '[' : ',');
          if (typeof item === 'number') out.number(item);
          else out.quoted(item);
        }
        out.ascii(items.length === 0 ? '[]' : ']');
        expect(JSON.parse(out.bytes.toString('utf8', 0, out.length))).toEqual(JSON.parse(JSON.stringify(items)));
      },
    ),
  );
});

test('an argument for Redis has its length before it, also where the guess was wrong', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), fc.integer({ min: 1, max: 5 }), (text, guess) => {
      const out = new GrowingBytes();
      const from = out.openBulk(guess);
      out.text(text);
      out.closeBulk(from, guess);
      expect(out.bytes.toString('utf8', 0, out.length)).toBe(`$${Buffer.byteLength(text)}\r\n${text}\r\n`);
    }),
  );
});
