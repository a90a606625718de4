import { expect, test } from 'vitest';
import { documentOf } from '../../test/support/workspace.ts';
import { compileDocuments } from './compile-documents.ts';
import type { Document } from './contract.ts';
import { warningsFor } from './warnings.ts';

const channels = (title: string) => ({ 'in-app': { title, body: 'there' } });
const template = (title: string): Document =>
  documentOf('template', 'note', { name: 'note', channels: channels(title) });
const stays: Document = documentOf('trigger', 'stays', {
  name: 'stays',
  on: { dwell: { places: 'any', for: '10m' } },
  message: { template: 'note', purpose: 'service' },
});

async function warned(all: readonly Document[], published = all): Promise<readonly string[]> {
  const { live, language } = await compileDocuments(all);
  return (await warningsFor(published, live, language)).map(
    ({ source, path, expected }) => `${source} ${path}: ${expected}`,
  );
}

const WHAT =
  "a template that can be filled: 'note' needs `event.name` in channels.in-app.title, and `dwell` has of the event only event.kind here";

test('a template that its trigger can never fill is told where the trigger names it', async () => {
  expect(await warned([template('{{event.name}}'), stays])).toEqual([`${stays.source} message.template: ${WHAT}`]);
  expect(await warned([template('{{fallback event.name "you"}}'), stays])).toEqual([]);
});

test('and, of triggers that are live already, where the template is published', async () => {
  const [wrong, right] = [template('{{event.name}}'), template('{{place.name}}')];
  expect(await warned([wrong, stays], [wrong])).toEqual([`${wrong.source} : for trigger 'stays' ${WHAT}`]);
  expect(await warned([right, stays], [right])).toEqual([]);
});

test('a message that shows the name of its event is told which name a property has', async () => {
  const looked = documentOf('trigger', 'looked', {
    name: 'looked',
    on: { signal: { kind: 'event', name: 'Product Viewed' } },
    message: { template: 'note', purpose: 'service' },
  });
  expect(await warned([template('You looked at {{event.name}}'), looked])).toEqual([
    expect.stringContaining('a property of that name is `event.properties.name`'),
  ]);
  expect(await warned([template('You looked at {{event.properties.name}}'), looked])).toEqual([]);
});
