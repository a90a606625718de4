import type { Catalog } from '../../../engine/api/contract.ts';
import { type AnyDocument, recordOf } from '../definitions.ts';
import type { Choice, Choices } from '../schema-form/contract.ts';

/** An event that came lately, and the properties that it carried. */
export interface SeenEvent {
  readonly name: string;
  readonly properties: readonly string[];
}

/** What a trigger can name: what the workspace has, and what was seen lately. */
export function choicesFor(documents: readonly AnyDocument[], catalog: Catalog, seen: readonly SeenEvent[]): Choices {
  const of = (kind: string) => documents.filter((one) => one.kind === kind);
  const places = of('place').map(({ name, body }) => ({ name, about: recordOf(recordOf(body).properties ?? body) }));
  const tags = new Set(places.flatMap(({ about }) => (Array.isArray(about.tags) ? about.tags.map(String) : [])));
  const workspace = recordOf(of('workspace')[0]?.body);
  const segments = Object.keys(recordOf(workspace.segments));
  const properties = [...new Set(seen.flatMap((event) => event.properties))].sort();
  const attributes = new Set(places.flatMap(({ about }) => Object.keys(recordOf(about.attributes))));
  return {
    place: places.map(({ name, about }) => ({ value: name, label: titleOf(about.name, name) })),
    tag: [...tags].sort().map(asIs),
    template: of('template').map(({ name }) => asIs(name)),
    trigger: of('trigger').map(({ name }) => asIs(name)),
    segment: segments.map(asIs),
    channel: (Array.isArray(workspace.channels) ? workspace.channels.map(String) : catalog.channels.map(nameOf)).map(
      (name) => ({ value: name, label: catalog.channels.find((one) => one.name === name)?.title ?? name }),
    ),
    purpose: Object.keys(recordOf(workspace.purposes)).map(asIs),
    'signal-kind': catalog.signals
      .filter(({ detail }) => detail?.about === 'customer')
      .map(({ name, title }) => ({ value: name, label: title })),
    'event-name': seen.map(({ name }) => asIs(name)),
    'event-property': properties.map(asIs),
    field: [
      ...properties.map((name) => `event.${name}`),
      ...segments.map((name) => `segment.${name}`),
      ...[...attributes].sort().map((name) => `place.attributes.${name}`),
    ].map(asIs),
  };
}

/** The events of the question `events-seen`. */
export function readSeenEvents(rows: readonly Readonly<Record<string, unknown>>[]): readonly SeenEvent[] {
  return rows.map(({ name, properties }) => ({
    name: String(name),
    properties: Array.isArray(properties) ? properties.map(String) : [],
  }));
}

function asIs(name: string): Choice {
  return { value: name, label: name };
}

function titleOf(title: unknown, name: string): string {
  return typeof title === 'string' && title !== '' ? title : name;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
