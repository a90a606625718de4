import { propertyReader } from '../arguments/properties.ts';
import type { Field, FieldType, Moment, Read } from '../contract.ts';
import type { NearbyPlace } from '../places/contract.ts';
import { isOpen } from '../places/hours.ts';
import { expectedAmong, type References } from '../problems/references.ts';
import { knownPosition } from '../state/known.ts';
import type { Words } from '../words/contract.ts';
import type { FieldGroup } from './contract.ts';

/** How far the nearest place is looked for. */
const WITHIN_METRES = 50_000;

export default {
  name: 'nearest',
  group: 'place',
  summary:
    'The nearest place with a tag, within 50 km of the customer. Unknown where there is none, and as the position is.',
  fields: [
    nearest(
      'nearest.metres.*',
      { en: 'Distance to the nearest place', de: 'Entfernung zum nächsten Ort' },
      {
        en: 'How far its edge is, 0 inside: `nearest.metres.store`',
        de: 'Wie weit sein Rand weg ist, darin 0: `nearest.metres.store`',
      },
      'number',
      ({ metres }) => metres,
    ),
    nearest(
      'nearest.id.*',
      { en: 'Nearest place', de: 'Nächster Ort' },
      { en: 'Its id: `nearest.id.store`', de: 'Seine Kennung: `nearest.id.store`' },
      'string',
      ({ place }) => place.id,
    ),
    nearest(
      'nearest.name.*',
      { en: 'Name of the nearest place', de: 'Name des nächsten Ortes' },
      { en: 'Its name: `nearest.name.store`', de: 'Sein Name: `nearest.name.store`' },
      'string',
      ({ place }) => place.name,
    ),
    nearest(
      'nearest.open.*',
      { en: 'Nearest place is open', de: 'Nächster Ort geöffnet' },
      {
        en: 'It is open, by its hours and its own clock: `nearest.open.store`',
        de: 'Er ist geöffnet, nach seinen Zeiten und seiner eigenen Uhr: `nearest.open.store`',
      },
      'boolean',
      (near, at) => {
        const { hours, zone } = near.place;
        return hours && isOpen(hours, zone, at);
      },
    ),
    {
      name: 'nearest.attributes.*',
      title: { en: 'Attribute of the nearest place', de: 'Angabe zum nächsten Ort' },
      summary: {
        en: 'An attribute of it: `nearest.attributes.store.parking`',
        de: 'Eine Angabe zu ihm: `nearest.attributes.store.parking`',
      },
      type: 'any',
      expects(rest, references) {
        const [tag = '', attribute] = rest.split('.');
        return attribute
          ? expectedTag(tag, references)
          : 'a tag and an attribute, such as `nearest.attributes.store.parking`';
      },
      bind(rest): Read {
        const dot = rest.indexOf('.');
        if (dot < 1) return () => undefined;
        const [tag, read] = [rest.slice(0, dot), propertyReader(rest.slice(dot + 1))];
        return (moment) => read(nearestOf(moment, tag)?.place.attributes) ?? undefined;
      },
    },
  ],
} satisfies FieldGroup;

function nearest(
  name: string,
  title: Words,
  summary: Words,
  type: FieldType,
  of: (near: NearbyPlace, at: number) => unknown,
): Field {
  return {
    name,
    title,
    summary,
    type,
    ...(type === 'number' && { unit: 'm' }),
    ...(name.startsWith('nearest.id.') && { values: { of: 'places' } }),
    expects: expectedTag,
    bind: (tag) => (moment) => {
      const near = nearestOf(moment, tag);
      return near && of(near, moment.at);
    },
  };
}

function expectedTag(tag: string, { tags }: References): string | undefined {
  return expectedAmong('a tag that a place has', tag, tags);
}

function nearestOf({ state, at, places }: Moment, tag: string): NearbyPlace | undefined {
  const here = places && knownPosition(state, at);
  return here && places.nearest(here, tag, WITHIN_METRES, at);
}
