import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogFor } from '../../../test/support/catalog.ts';
import { choicesFor, readSeenEvents } from '../../parts/text-editor/choices.ts';
import { copyOf, firstTrigger, nameFor } from './first-trigger.ts';

test.each([
  ['A voucher for a passer-by, after hours!', 'a-voucher-for-a-passer-by-after-hours'],
  ['Grüße für Ängstliche & Öfen – ß', 'gruesse-fuer-aengstliche-oefen-ss'],
  ['  --  ', ''],
  ['Çafé № 5', 'cafe-5'],
  ['x'.repeat(200), 'x'.repeat(100)],
])('the sentence %j makes the name %j', (sentence, name) => {
  expect(nameFor(sentence)).toBe(name);
});

test('a new trigger says what it is of, and a hostile sentence stays one line of text', () => {
  const summary = 'x: {"}\n# <img src=x onerror=alert(1)>';
  expect(parse(firstTrigger({ name: 'n', summary, template: 't', purpose: 'p' }))).toEqual({
    name: 'n',
    summary,
    on: { enter: { places: 'any' } },
    cooldown: '24h',
    message: { template: 't', purpose: 'p', expires: '1h' },
  });
});

test('a copy differs from its original in its name, its sentence and its template alone', () => {
  const text = readFileSync('config/sample/triggers/umbrella-tip.yaml', 'utf8');
  const copy = copyOf(`# ours\n${text}`, { name: 'umbrella-two', summary: 'Once more', template: null });
  const isKept = (line: string) => copy.includes(line);
  expect(`# ours\n${text}`.split('\n').filter((line) => !isKept(line))).toEqual([
    'name: umbrella-tip',
    'summary: "Watched only: who is near a shop with umbrellas when the rain front comes over"',
  ]);
  expect(parse(copy)).toMatchObject({ name: 'umbrella-two', summary: 'Once more' });
});

test('what can be chosen is what the workspace has; of documents with a fault what can be read', async () => {
  const catalog = await catalogFor('en');
  const documents = [
    {
      kind: 'place',
      name: 'p1',
      version: 1,
      body: { properties: { name: 'Café', tags: ['store', 'cafe'], attributes: { line: 1 } } },
    },
    { kind: 'place', name: 'p2', version: 1, body: null },
    {
      kind: 'workspace',
      name: 'workspace',
      version: 1,
      body: { purposes: { offers: {} }, segments: { vip: {} }, channels: ['email'] },
    },
    { kind: 'template', name: 'voucher', version: 1, body: 'odd' },
  ];
  const choices = choicesFor(
    documents,
    catalog,
    readSeenEvents([{ name: 'Order', properties: ['total'] }, { name: 5 }]),
  );
  expect(choices.place).toEqual([
    { value: 'p1', label: 'Café' },
    { value: 'p2', label: 'p2' },
  ]);
  expect(
    Object.fromEntries(Object.entries(choices).map(([kind, list]) => [kind, list.map(({ value }) => value)])),
  ).toMatchObject({
    tag: ['cafe', 'store'],
    template: ['voucher'],
    segment: ['vip'],
    purpose: ['offers'],
    channel: ['email'],
    'event-name': ['Order', '5'],
    field: ['event.total', 'segment.vip', 'place.attributes.line'],
  });
});
