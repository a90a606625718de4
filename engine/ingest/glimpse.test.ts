import { expect, test } from 'vitest';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { glimpse } from './glimpse.ts';

const see = (text: string, list = 'signals') => {
  const bytes = Buffer.from(text);
  return glimpse(bytes, list)?.map((signal) => ({
    text: bytes.toString('utf8', signal.from, signal.to),
    kind: bytes.toString('utf8', signal.kindFrom, signal.kindTo),
    id: bytes.toString('utf8', signal.idFrom, signal.idTo) || undefined,
  }));
};

test('one signal alone, and those of a list, with kind, id and where they stand', () => {
  const one = '{"id":"a","kind":"location","customer":"anna","value":{"lat":48.2,"lon":16.4}}';
  const other = '{ "customer": "béa", "value": {"id":"x","kind":"y","a":[{"kind":"z"}]}, "kind" : "event" }';
  expect(see(one)).toEqual([{ text: one, kind: 'location', id: '"a"' }]);
  expect(see(`{"signals":[${one}, ${other}],"more":[{"kind":"no"}],"and":{"a":{"kind":"no"}}}`)).toEqual([
    { text: one, kind: 'location', id: '"a"' },
    { text: other, kind: 'event', id: undefined },
  ]);
  expect(see(`{"batch":[${one}]}`, 'batch')).toHaveLength(1);
});

test('every example of every kind is seen as it is', async () => {
  for (const { name, examples } of (await loadSignalKinds()).values()) {
    for (const { value } of examples) {
      const signals = [
        { kind: name, value, id: 'i-1' },
        { value, kind: name },
      ].map((signal) => JSON.stringify(signal));
      expect(see(`{"signals":[${signals.join(',')}]}`)).toEqual([
        { text: signals[0], kind: name, id: '"i-1"' },
        { text: signals[1], kind: name, id: undefined },
      ]);
    }
  }
});

test('an id that is not fit to be said again is none, and quotes, brackets and escapes in texts mislead nobody', () => {
  for (const id of ['"a b"', '"ä"', '"a\\u0062"', '7', 'null', '""', `"${'x'.repeat(129)}"`]) {
    expect(see(`{"id":${id},"kind":"event"}`)).toEqual([expect.objectContaining({ kind: 'event', id: undefined })]);
  }
  const sly = '{"id":"a","value":{"n":"}]\\"{\\\\"},"kind":"cart"}';
  expect(see(`{"signals":[${sly},${sly}]}`)).toEqual([
    { text: sly, kind: 'cart', id: '"a"' },
    { text: sly, kind: 'cart', id: '"a"' },
  ]);
});

test('what says something else than signals, or is cut, is for others to read', () => {
  expect(see('{"type":"subscribe","customer":"anna"}')).toBeUndefined();
  expect(see('{"signals":[{"kind":"event"')).toBeUndefined();
  expect(see('{"signals":[]}')).toEqual([]);
});
