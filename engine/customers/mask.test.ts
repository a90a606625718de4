import { expect, test } from 'vitest';
import { maskOf } from './mask.ts';

const value = (v: unknown) => ({ v, at: 1, source: 'identify' });
const state = {
  values: {
    'customer.email': value('hanna.berger@post.example'),
    'customer.name': value('Hanna Berger'),
    'customer.phone': value('+49 170 1234567'),
    'customer.plan': value('gold'),
    'location.lat': value(52.5163),
  },
};
const mask = maskOf(state);

test('names, addresses and numbers are hidden, other values are not', () => {
  expect(mask(state.values)).toEqual({
    'customer.email': value('h•••'),
    'customer.name': value('H•••'),
    'customer.phone': value('+•••'),
    'customer.plan': value('gold'),
    'location.lat': value(52.5),
  });
});

test('they are hidden in sentences, in keys, in signals and in what a condition saw', () => {
  expect(mask({ says: 'would not match: name is "Ben" (was "Hanna")' })).toEqual({
    says: 'would not match: name is "Ben" (was "H•••")',
  });
  expect(mask({ suppressed: { 'email:hanna.berger@post.example': { reason: 'bounced' } } })).toEqual({
    suppressed: { 'email:h•••': { reason: 'bounced' } },
  });
  expect(mask({ traits: { name: 'Somebody Else', plan: 'gold', birthday: '1990-01-01', pin: 7 } })).toEqual({
    traits: { name: 'S•••', plan: 'gold', birthday: '1•••', pin: 7 },
  });
  expect(mask({ kind: 'condition', field: 'customer.email', saw: 'x@y.example' })).toMatchObject({ saw: 'x•••' });
  expect(mask({ content: 'Dear Hanna Berger, write to ben@post.example or +43 660 7654321' })).toEqual({
    content: 'Dear H•••, write to b••• or +•••',
  });
});

test('a position is shown to a tenth of a degree', () => {
  expect(mask({ lat: 52.5163, lon: 13.3777, accuracyMetres: 12 })).toEqual({
    lat: 52.5,
    lon: 13.4,
    accuracyMetres: 12,
  });
});

test('ids, names of events and of places stay', () => {
  const row = { customer: 'hanna', aliases: ['hanna-old'], signal: 's-hanna', value: { name: 'order-completed' } };
  expect(mask(row)).toEqual(row);
});

test('texts that look like a pattern hide themselves and nothing else', () => {
  const odd = maskOf({ values: { 'customer.name': value('(.*)+[') } });
  expect(odd({ text: 'anything (.*)+[ at all' })).toEqual({ text: 'anything (••• at all' });
  const dashed = maskOf({ values: { 'customer.email': value('hanno-2@post-box.example/x\\y') } });
  expect(dashed({ text: 'to hanno-2@post-box.example/x\\y' })).toEqual({ text: 'to h•••' });
});
