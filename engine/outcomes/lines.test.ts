import { expect, test } from 'vitest';
import { rowOf } from '../../test/support/rows.ts';
import type { Outcome } from './contract.ts';
import { layoutOf } from './layouts.ts';
import { lineOf } from './lines.ts';

const outcome: Outcome = {
  step: 'sent',
  at: 1_700_000_000_123,
  wallAt: 1_700_000_000_200.75,
  elapsedMs: 12.345678,
  customer: 'ann',
  signal: 's1',
  signalAt: 1_700_000_000_000,
  trigger: 'rainy',
  version: 3,
  decision: 'd1',
  channel: 'email',
  provider: 'smtp',
  place: 'store-1',
  gate: '',
  reason: '',
  attempt: 1,
};
const signal = (value: Readonly<Record<string, unknown>>, kind = 'location', more: object = {}) =>
  lineOf({
    signal: { id: 's1', kind, customer: 'ann', at: 1_700_000_000_000.5, value },
    receivedAt: 1_700_000_000_050.25,
    late: false,
    ...more,
  });
const parse = (line: string) => rowOf<Readonly<Record<string, unknown>>>(line);

test('an outcome is one line with the columns of its table, times in whole milliseconds', () => {
  const line = lineOf({ ...outcome, reason: 'no\n"reason"', customer: 'é😀' });
  expect(line).not.toContain('\n');
  expect(parse(line)).toEqual({
    ...{ step: 'sent', at: 1_700_000_000_123, wall_at: 1_700_000_000_200, elapsed_ms: 12.346, customer: 'é😀' },
    ...{ signal: 's1', signal_at: 1_700_000_000_000, trigger: 'rainy', version: 3, decision: 'd1', channel: 'email' },
    ...{
      provider: 'smtp',
      place: 'store-1',
      gate: '',
      reason: 'no\n"reason"',
      attempt: 1,
      code: '',
      args: '',
      until: 0,
    },
  });
  expect(parse(lineOf({ ...outcome, reason: 'x'.repeat(10_000) })).reason).toHaveLength(500);
});

test('what was held back says why by code and arguments, and when it is over', () => {
  const why = { code: 'cooling-down', args: { hours: 24 }, until: 1_700_000_600_000 };
  expect(parse(lineOf({ ...outcome, step: 'held-back', gate: 'cooldown', why }))).toMatchObject({
    ...{ gate: 'cooldown', reason: '', code: 'cooling-down', args: '{"hours":24}', until: 1_700_000_600_000 },
  });
});

test('a signal is one line; its position is coarsened to three decimals wherever it stands', () => {
  const line = signal({ lat: 51.5073509, lon: -0.1277583, accuracy: 12.34567, at: { latitude: 1e-7, lng: 100 } });
  expect(parse(line)).toEqual({
    ...{ id: 's1', kind: 'location', customer: 'ann', at: 1_700_000_000_000, received_at: 1_700_000_000_050 },
    value: { lat: 51.507, lon: -0.128, accuracy: 12.34567, at: { latitude: 0, lng: 100 } },
    ...{ late: 0, value_cut: 0, moves: '' },
  });
  const said = { text: 'she said "lat":51.5073509', list: [{ longitude: 12.98765 }] };
  expect(parse(signal(said)).value).toEqual({ text: said.text, list: [{ longitude: 12.988 }] });
});

test.each(['lat', 'lon', 'lng', 'latitude', 'longitude'])(
  'a member called %s is coarsened to as many decimals as are asked for',
  (name) => {
    const value = { near: [{ [name]: 100.123456789 }] };
    const kept = (positionDecimals: number) => parse(signal(value, 'location', { positionDecimals })).value;
    expect(kept(3)).toEqual({ near: [{ [name]: 100.123 }] });
    expect(kept(5)).toEqual({ near: [{ [name]: 100.12346 }] });
  },
);

test('what is only called like a position is kept as it is', () => {
  const value = {
    latency: 1.23456789,
    lngs: 2.3456789,
    longer: 3.456789,
    flat: 4.56789123,
    latitudes: 5.6789123,
    alat: 1.00009,
  };
  expect(parse(signal(value)).value).toEqual(value);
});

test('a value too long for a row keeps its short members and says so', () => {
  const row = parse(signal({ name: 'kept', long: 'x'.repeat(60_000), lat: 51.5073509, none: undefined }, 'order'));
  expect(row).toMatchObject({ value: { name: 'kept', lat: 51.507 }, value_cut: 1 });
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`member-${i}`, 'y'.repeat(20)]));
  expect(signal(many).length).toBeLessThan(12_000);
});

test('what was sent is one line of slots; of a mail nobody would show whole only the short ones are kept', () => {
  const message = { decision: 'd1', customer: 'ann', at: 1_700_000_000_000, channel: 'email' };
  const content = { subject: 'Rain?', html: '<p>"Come"\n in</p>' };
  expect(parse(lineOf({ ...message, content }))).toEqual({ ...message, content, content_cut: 0 });
  const long = { ...content, html: 'x'.repeat(200_000) };
  expect(parse(lineOf({ ...message, content: long }))).toMatchObject({ content: { subject: 'Rain?' }, content_cut: 1 });
});

test('half a surrogate pair does not get into a line, and nothing else is touched', () => {
  const reason = 'half \ud83d, whole 😀, text \\ud83d, quote ", tab \t, \u0001';
  const line = lineOf({ ...outcome, reason, customer: '\udc00' });
  expect(line).not.toMatch(/[^\\]\\ud[89a-f]/);
  expect(parse(line)).toMatchObject({ reason: reason.replace(/\ud83d(?=,)/, '\ufffd'), customer: '\ufffd' });
});

test('a line is of the layout that its first character names, and of none when it does not look like it', () => {
  expect(layoutOf(lineOf(outcome))).toMatchObject({ table: 'outcomes' });
  expect(layoutOf(signal({}))).toMatchObject({ table: 'signals' });
  expect(layoutOf('O["sent"]'), 'without codes, as an earlier release wrote it').toBe(layoutOf(lineOf(outcome)));
  expect(layoutOf('S["x"]'), 'without moves').toBe(layoutOf(signal({})));
  expect(layoutOf('s{"id":"x"}'), 'of an earlier release').toEqual({ table: 'signals' });
  for (const line of ['', 'S{"id":"x"}', 's["x"]', 'zebra']) expect(layoutOf(line)).toBeUndefined();
});
