import type { Document } from '../../engine/definitions/contract.ts';
import type { Condition, TriggerDefinition } from '../../triggers/contract.ts';
import { generatePlaces } from './places.ts';
import { randomOf } from './random.ts';
import { triggersOf } from './triggers.ts';

/** A workspace as people write it: triggers on events of many kinds, and places with outlines. */
export function documentsOf(count: number): readonly Document[] {
  return [
    {
      kind: 'workspace',
      name: 'workspace',
      source: 'workspace.yaml',
      body: { name: 'bench', zone: 'Europe/Berlin', channels: ['in-app'], purposes: { offers: { marketing: true } } },
    },
    {
      kind: 'template',
      name: 'offer',
      source: 'templates/offer.yaml',
      body: {
        name: 'offer',
        channels: { 'in-app': { title: 'An offer', body: 'Only today, {{customer.firstName}}' } },
      },
    },
    ...triggersOf(randomOf(1), count, 5).map(documentOf),
    ...generatePlaces(count).map(({ id, shape, tags }) => ({
      kind: 'place' as const,
      name: id,
      source: `places/${id}.geojson`,
      body: {
        type: 'Feature',
        properties: { id, tags },
        geometry: { type: 'MultiPolygon', coordinates: shape.type === 'polygon' ? shape.polygons : [] },
      },
    })),
  ];
}

function documentOf({ name, on, when, message: { template, purpose, channels } }: TriggerDefinition): Document {
  const conditions = 'all' in when ? when.all : [when];
  const written = conditions.map((one) => {
    const { field, operator, args } = one as Condition;
    return { [field]: { [operator]: args } };
  });
  const body = {
    name,
    on: { [on.waker]: on.args },
    ...(written.length > 0 && { when: { all: written } }),
    message: { template, purpose, channels },
  };
  return { kind: 'trigger', name, source: `triggers/${name}.yaml`, body };
}

/** The document with something else in it. */
export function editDocuments(document: Document, mark: number): Document {
  const body = document.body as Readonly<Record<string, unknown>>;
  if (document.kind === 'trigger')
    return { ...document, body: { ...body, summary: `Edited, ${mark}`, priority: mark % 100 } };
  const properties = { ...(body.properties as object), attributes: { mark } };
  return { ...document, body: { ...body, properties } };
}
