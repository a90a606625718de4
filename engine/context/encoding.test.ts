import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyState } from '../../triggers/state/contract.ts';
import { decodeState, encodeState } from './encoding.ts';

const value = fc.record({
  name: fc.string({ minLength: 1 }),
  v: fc.jsonValue(),
  at: fc.nat(3),
  ttl: fc.nat(2),
  source: fc.constantFrom('a', 'b'),
});

test('a state comes back as it was written, whatever signals its values are from', () => {
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const state = { ...emptyState('c1'), seen: 'x', aliases: ['y'] };
      for (const { name, v, at, ttl, source } of values) {
        if (name === '__proto__') continue;
        state.values[name] = ttl === 0 ? { v, at, source } : { v, at, until: at + ttl, source };
      }
      expect(decodeState(encodeState(state))).toEqual(JSON.parse(JSON.stringify(state)));
    }),
  );
});

test('values of one signal share their time and source', () => {
  const state = emptyState('c1');
  for (const name of ['location.lat', 'location.lon', 'location.accuracyMetres']) {
    state.values[name] = { v: 1, at: 1_795_341_953_628, until: 1_795_342_253_628, source: 'location' };
  }
  expect(encodeState(state).length).toBeLessThan(JSON.stringify(state).length - 150);
});
