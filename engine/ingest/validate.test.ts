import { describe, expect, test } from 'vitest';
import { TIME_RULE } from '../../triggers/time/lateness.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { createValidator, createValueCheck } from './validate.ts';

const NOW = Date.UTC(2026, 10, 22, 8, 0, 0);
const kinds = await loadSignalKinds();
const check = createValidator(kinds, { now: () => NOW, wall: () => NOW });
const validate = (input: unknown) => check(input, 'secret');
const fix = { kind: 'location', customer: 'anna', value: { lat: 48.2, lon: 16.4 } };
const BOX = { west: 16, south: 48, east: 17, north: 49 };
const at = (time: unknown) => {
  const verdict = validate({ ...fix, at: time });
  return typeof verdict === 'string' ? verdict : verdict.at;
};

test('a whole signal comes out as it went in', () => {
  const signal = { id: 's-1', kind: 'location', customer: 'anna', at: NOW - 1_000, value: { lat: 48.2, lon: 16.4 } };
  expect(validate(signal)).toEqual(signal);
});

test('without an id and a time it gets an id of its own and now', () => {
  const one = validate(fix);
  const other = validate(fix);
  if (typeof one === 'string' || typeof other === 'string') throw new Error('refused');
  expect(one.at).toBe(NOW);
  expect(one.id).toMatch(/^[\da-f-]{36}$/);
  expect(one.id).not.toBe(other.id);
});

for (const kind of kinds.values()) {
  test(`examples of ${kind.name} get the verdict that they say`, () => {
    for (const { value, ok } of kind.examples) {
      const verdict = validate({ kind: kind.name, ...(kind.about === 'customer' && { customer: 'anna' }), value });
      expect(typeof verdict === 'object', `${JSON.stringify(value)} → ${JSON.stringify(verdict)}`).toBe(ok);
    }
  });
}

test.each([
  [{ ...fix, value: { lat: 91, lon: 0 } }, 'value.lat: must be <= 90, got 91'],
  [{ ...fix, value: { lat: '48', lon: 0 } }, 'value.lat: must be a number, got "48"'],
  [{ ...fix, value: { lat: 48 } }, 'value.lon: is required'],
  [
    { ...fix, value: { lat: 48, lon: 1, acuracyMetres: 3 } },
    "value.acuracyMetres: is not known here; did you mean 'accuracyMetres'?",
  ],
  [{ ...fix, value: { lat: 48, lon: 1, source: 'gsp' } }, "did you mean 'gps'?"],
  [{ ...fix, value: null }, 'value: must be an object, got null'],
  [{ ...fix, kind: 'locaton' }, "kind: 'locaton' is not known; did you mean 'location'?"],
  [{ ...fix, kind: 'zzzzzzzzzz' }, 'known kinds are alias, beacon, cart'],
  [{ customer: 'anna' }, 'kind: is required'],
  [{ ...fix, kind: 7 }, 'kind: must be text'],
  [{ ...fix, customer: undefined }, 'customer: is required'],
  [{ ...fix, customer: '' }, 'customer: must be text of 1 to 128 characters'],
  [{ ...fix, customer: 'x'.repeat(129) }, 'customer: must be text of 1 to 128 characters'],
  [{ ...fix, customer: 'a\u0000b' }, 'customer: must be text of 1 to 128 characters'],
  [
    { ...fix, customer: 'undefined' },
    'customer: must be somebody\'s own, "undefined" is what software sends when it has no id',
  ],
  [{ ...fix, customer: ' ' }, "customer: must be somebody's own"],
  [
    { kind: 'identify', customer: 'a', value: { anonymousId: '[object Object]' } },
    "value.anonymousId: must be somebody's own",
  ],
  [
    { kind: 'alias', customer: 'a', value: { previousId: '00000000-0000-0000-0000-000000000000' } },
    "value.previousId: must be somebody's own",
  ],
  [{ ...fix, id: 'x'.repeat(129) }, 'id: must be text of 1 to 128 printable characters'],
  [{ ...fix, id: 'with space' }, 'id: must be text of 1 to 128 printable characters'],
  [{ ...fix, id: 17 }, 'id: must be text of 1 to 128 printable characters'],
  [{ ...fix, time: 17 }, 'time: is not known here'],
  [{ ...fix, custommer: 'b' }, "custommer: is not known here; did you mean 'customer'?"],
  [{ kind: 'weather', customer: 'anna', value: {} }, 'customer: must be absent, weather is not about a customer'],
  [
    { kind: 'weather', value: { area: BOX, condition: 'rain', turned: { condition: 'cloudy', secondsAgo: 9 } } },
    "value.turned: is the engine's own",
  ],
  [{ kind: 'weather', value: { lat: 48, lon: 16, condition: 'rain' } }, 'value.radiusMetres: is required'],
  [
    { kind: 'cart', customer: 'a', value: { id: 'c', items: [{ sku: 'x', price: -1 }] } },
    'value.items[0].price: must be >= 0, got -1',
  ],
  [{ kind: 'location', customer: 'a', value: { lat: Number.POSITIVE_INFINITY, lon: 0 } }, 'value.lat: must be'],
  ['text', 'signal: must be an object'],
  [[], 'signal: must be an object'],
  [null, 'signal: must be an object'],
])('%j is refused: %s', (input, reason) => {
  expect(validate(input)).toContain(reason);
});

test('time is the client’s, within bounds', () => {
  expect(at(NOW - 1_000)).toBe(NOW - 1_000);
  expect(at('2026-11-22T07:59:00Z')).toBe(NOW - 60_000);
  expect(at('2026-11-22T08:59:00+01:00')).toBe(NOW - 60_000);
  expect(at(NOW - TIME_RULE.oldestMs)).toBe(NOW - TIME_RULE.oldestMs);
  expect(at(NOW - TIME_RULE.oldestMs - 1)).toBe('at: must be of the last 7 days, is 7 days old');
});

test('a little ahead counts as now, more is refused', () => {
  expect(at(NOW + 1)).toBe(NOW);
  expect(at(NOW + TIME_RULE.aheadMs)).toBe(NOW);
  expect(at(NOW + TIME_RULE.aheadMs + 60_000)).toBe(
    "at: must be at most 5 minutes ahead of the engine's clock, is 6 minutes ahead",
  );
});

test('seconds and microseconds in place of milliseconds are refused with that hint', () => {
  expect(at(NOW / 1_000)).toContain('it looks like seconds, milliseconds are expected');
  expect(at(NOW * 1_000)).toContain('it looks like microseconds, milliseconds are expected');
  expect(at(NOW * 1e6)).toContain('it looks like nanoseconds, milliseconds are expected');
  expect(at(`${NOW}000000`), 'as such a number is read').toContain('it looks like nanoseconds');
  expect(at(0)).not.toContain('looks like');
});

test.each([
  'yesterday',
  '2026-11-22',
  '2026-11-22T08:00:00',
  '2026-13-45T99:00:00Z',
  '2026-02-30T08:00:00Z',
  '',
  null,
  {},
  Number.NaN,
  true,
])('the time %j is refused', (time) => {
  expect(at(time)).toContain('at: must be milliseconds since 1970, or ISO 8601 with a zone');
});

test('a value named __proto__ pollutes nothing', () => {
  const inputs = [
    '{"kind":"event","customer":"a","value":{"name":"x","properties":{"__proto__":{"polluted":1}}}}',
    '{"kind":"event","customer":"a","value":{"name":"x","__proto__":{"polluted":1}}}',
    '{"kind":"event","customer":"a","value":{"name":"x"},"__proto__":{"polluted":1}}',
    '{"kind":"__proto__","customer":"a"}',
    '{"kind":"constructor","customer":"a"}',
  ];
  for (const input of inputs) validate(JSON.parse(input));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('an id of nobody is refused in a recording too', () => {
  expect(createValueCheck(kinds)('alias', { previousId: 'null' })).toContain(
    "value.previousId: must be somebody's own",
  );
});

test('what only the engine writes can be read where it was recorded', () => {
  const value = { area: BOX, condition: 'rain', turned: { condition: 'cloudy', secondsAgo: 9 } };
  expect(createValueCheck(kinds)('weather', value)).toBeUndefined();
  expect(createValueCheck(kinds)('weather', { ...value, turned: 'wet' })).toBeTypeOf('string');
});

test.each(['sent', 'bounced', 'complained', 'uncertain', 'failed', 'expired', 'held-back'])(
  'that a message was %s is not believed of a key that anybody may find in an app',
  (state) => {
    const signal = { kind: 'message', customer: 'anna', value: { delivery: '9f2c', state, channel: 'email' } };
    const told = 'is told by receipts of providers and with the secret key only';
    expect(check(signal, 'publishable')).toBe(`value.state: '${state}' ${told}`);
    expect(check(signal, 'secret')).toMatchObject({ value: { state } });
  },
);

test.each(['delivered', 'opened', 'clicked', 'replied'])('an app may tell that a message was %s', (state) => {
  const signal = { kind: 'message', customer: 'anna', value: { delivery: '9f2c', state, channel: 'in-app' } };
  expect(check(signal, 'publishable')).toMatchObject({ value: { state } });
});

test.each(['email', 'phone'])('a trait %s cannot carry a line break into a header', (trait) => {
  const identify = (value: unknown) =>
    validate({ kind: 'identify', customer: 'anna', value: { traits: { [trait]: value } } });
  for (const mark of ['\r\nBcc: all@example.org', '\u0000', '\u007f', '\u0085', '\u2028']) {
    const said = JSON.stringify(`a@example.org${mark}`);
    expect(identify(`a@example.org${mark}`)).toBe(
      `value.traits.${trait}: must have no control characters, got ${said}`,
    );
  }
  for (const value of ['a@example.org', null, 17])
    expect(identify(value)).toMatchObject({ value: { traits: { [trait]: value } } });
});

test('an address that is none of its channel is refused with what it should be, and forgetting one is not', () => {
  const expectAddress = (trait: string) => (trait === 'phone' ? 'a phone number in E.164' : undefined);
  const held = createValidator(kinds, { now: () => NOW, wall: () => NOW }, () => ({ expectAddress }));
  const identify = (traits: object) => held({ kind: 'identify', customer: 'a', value: { traits } }, 'publishable');
  expect(identify({ plan: 'gold', phone: 'call me' })).toBe('value.traits.phone: must be a phone number in E.164');
  expect(identify({ phone: null, plan: 'gold' })).toMatchObject({ kind: 'identify' });
  expect(held({ kind: 'identify', customer: 'a', value: {} }, 'publishable')).toMatchObject({ kind: 'identify' });
});

describe('a consent', () => {
  const references = { purposes: new Set(['offers', 'service']), channels: new Set(['email', 'in-app']) };
  const inWorkspace = createValidator(kinds, { now: () => NOW, wall: () => NOW }, () => references);
  const consent = (channel: string, purpose: string) =>
    inWorkspace({ kind: 'consent', customer: 'a', value: { channel, purpose, granted: true } }, 'secret');

  test('to what the workspace has, or to all of it, is taken', () => {
    for (const [channel, purpose] of [
      ['email', 'offers'],
      ['*', 'service'],
      ['in-app', '*'],
    ] as const)
      expect(consent(channel, purpose)).toMatchObject({ kind: 'consent' });
  });

  test('to a purpose or channel that there is not is refused, with the nearest', () => {
    expect(consent('email', 'offer')).toBe(
      "value.purpose: must be a purpose of the workspace, or *; the nearest to 'offer' is 'offers'",
    );
    expect(consent('sms', 'offers')).toBe("value.channel: must be a channel of the workspace, or *; there is no 'sms'");
  });
});

test.each([
  ['location', { latitude: 48, lon: 1 }, "value.lat: is required; 'latitude' is not known here, did you mean 'lat'?"],
  ['location', { lat: 48, lng: 1 }, "value.lon: is required; 'lng' is not known here, did you mean 'lon'?"],
  ['location', { lat: 48, lon: 1, accuracy: 9 }, "value.accuracy: is not known here; did you mean 'accuracyMetres'?"],
  ['cart', { id: 'c', products: [] }, "value.products: is not known here; did you mean 'items'?"],
  ['event', { event: 'Order' }, "value.name: is required; 'event' is not known here, did you mean 'name'?"],
  ['device', { batteryLevel: 5 }, "value.batteryLevel: is not known here; did you mean 'battery'?"],
  ['device', { form: 'mobile' }, "did you mean 'phone'?"],
])('a %s with %j is refused with the name that was meant', (kind, value, reason) => {
  expect(validate({ kind, customer: 'a', value })).toContain(reason);
});
