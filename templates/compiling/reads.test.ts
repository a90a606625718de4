import { expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import type { Moment } from '../../triggers/contract.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { Helper } from '../contract.ts';
import { EXAMPLE_SETTING } from '../previews/example-setting.ts';
import { viewOf } from '../view.ts';
import { compileTemplates } from './compile.ts';

const helpers = await loadFolder<Helper>(new URL('../helpers/', import.meta.url));
const slots = { push: { body: { ...wordsOf(''), format: 'text', required: false, maxChars: 1_000 } } } as const;
const rendererOf = (body: string, german = body) =>
  compileTemplates(
    [{ name: 'a', summary: '', channels: { push: { body } }, locales: { de: { push: { body: german } } } }],
    slots,
    helpers,
  );
const readsOf = (body: string, german?: string) => {
  const reads = rendererOf(body, german).reads('a');
  return reads && [...reads].sort();
};

test('a template reads the groups that its names begin with, in every locale, in blocks and in calls', () => {
  expect(readsOf('Hi')).toEqual([]);
  expect(readsOf('{{fallback customer.name "you"}}', '{{currency cart.value}}')).toEqual(['cart', 'customer']);
  expect(readsOf('{{#each cart.items as |item|}}{{item.name}} {{../place.name}}{{/each}}')).toEqual([
    'cart',
    'item',
    'place',
  ]);
  expect(readsOf('{{#if event.gift}}{{now}}{{/if}}')).toEqual(['event', 'now']);
  expect(rendererOf('Hi').reads('unknown')).toBeUndefined();
});

test('the properties of an event, all of them, are in a view for who may read them there', () => {
  const withProperties = ['event', 'event.properties'];
  for (const body of ['{{event.properties.item}}', '{{#each event}}x{{/each}}', '{{#if event}}x{{/if}}'])
    expect(readsOf(body)).toEqual(withProperties);
  expect(readsOf('{{#with event}}{{properties.item}}{{/with}}')).toEqual(expect.arrayContaining(withProperties));
  expect(readsOf('{{event.item}}')).toEqual(['event']);
});

test('one that names the whole may read anything', () => {
  expect(readsOf('{{#with this}}{{customer.name}}{{/with}}')).toBeUndefined();
  expect(readsOf('{{@root.customer.name}}')).toBeUndefined();
});

test('a view of what is read fills a template as the whole view does', () => {
  const at = 1_795_341_953_628;
  const known = { at, source: 'device' };
  const values = {
    'customer.name': { v: 'Anna', ...known },
    'cart.items': { v: [{ name: 'tea' }, { name: 'milk' }], ...known },
    'device.os': { v: 'ios', ...known },
    'location.lat': { v: 51, ...known },
    'location.lon': { v: 12, ...known },
  };
  const state = { id: 'anna', values };
  const signal = { id: 's', kind: 'event', customer: 'anna', at, value: { name: 'look', properties: { item: 'tea' } } };
  const place = { id: 'p', name: 'Lipa', tags: [], attributes: { floor: 2 }, centre: { lat: 1, lon: 2 } };
  const weatherAt = (lat: number, lon: number) => ({ condition: `rain at ${lat} ${lon}` });
  const moment = {
    state,
    at,
    origin: signal,
    signal,
    place,
    stimulus: 'signal',
    world: { weatherAt },
  } as unknown as Moment;
  for (const body of [
    '{{customer.name}} {{customer.id}} {{event.item}} {{place.floor}}',
    '{{#each cart.items as |item|}}{{item.name}} for {{../customer.name}}, {{/each}}',
    '{{weather.condition}} {{local.zone}}',
    '{{event.properties.item}} of {{event.name}}',
    '{{#with event as |what|}}{{what.properties.item}} {{what.kind}}{{/with}}',
    '{{#with event}}{{#with properties}}some {{item}}{{/with}}{{/with}}',
    '{{#with this}}{{device.os}}{{/with}} {{@root.place.name}}',
  ]) {
    const renderer = rendererOf(body);
    const fill = (reads: ReadonlySet<string> | undefined) =>
      renderer.render('a', 'push', viewOf(moment, { zone: 'UTC', reads }), EXAMPLE_SETTING);
    expect(fill(renderer.reads('a'))).toEqual(fill(undefined));
    expect(fill(undefined).body!.trim().length).toBeGreaterThan(5);
  }
  expect(Object.keys(viewOf(moment, { zone: 'UTC', reads: new Set(['event']) })).sort()).toEqual([
    'customer',
    'event',
    'now',
  ]);
});
