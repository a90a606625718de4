import { propertyReader } from '../arguments/properties.ts';
import type { Field, FieldType, FieldValues } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import { metresToPlace } from '../places/distance.ts';
import { isOpen } from '../places/hours.ts';
import { lastSeenAt } from '../places/sights.ts';
import { knownPosition } from '../state/known.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'place',
  summary: 'The place that the moment is about: entered, left, dwelt in.',
  fields: [
    place('place.id', 'Id of the place', 'string', ({ id }) => id, { of: 'places' }),
    place('place.name', 'Name of the place', 'string', ({ name }) => name),
    place('place.tags', 'Tags of the place', 'list', ({ tags }) => tags, { of: 'tags' }),
    place('place.parent', 'Id of the place that it belongs to', 'string', ({ parent }) => parent, { of: 'places' }),
    place('place.zone', 'IANA time zone of the place', 'string', ({ zone }) => zone),
    place(
      'place.open',
      'The place is open, by its hours and its own clock',
      'boolean',
      ({ hours, zone }, at) => hours && isOpen(hours, zone, at),
    ),
    defineDerived({
      name: 'place.distanceMetres',
      summary: 'How far the customer is from the edge of the place, 0 inside',
      type: 'number',
      unit: 'm',
      read({ place: about, state, at }) {
        const here = about && knownPosition(state, at);
        return here && metresToPlace(about, here);
      },
    }),
    defineDerived({
      name: 'place.insideSeconds',
      summary:
        'How long the customer has been in the place, or was when they left; at an entering 0, more where the fix came late',
      type: 'number',
      unit: 's',
      read({ place: about, state, at, stimulus }) {
        if (stimulus.type === 'exit') return stimulus.insideMs === undefined ? undefined : stimulus.insideMs / 1_000;
        const since = about && state.inside[about.id]?.since;
        return since === undefined ? undefined : Math.max(0, at - since) / 1_000;
      },
    }),
    defineDerived({
      name: 'place.enteredBy',
      summary:
        'How the entering was noticed: `fix`, a position in the place, or `passing`, the way between two positions led through it',
      type: 'string',
      values: ['fix', 'passing'],
      read({ place: about, state, stimulus }) {
        const isMovement = stimulus.type === 'enter' || stimulus.type === 'exit';
        const inside = about && state.inside[about.id];
        if (!inside && !isMovement) return undefined;
        return inside?.passing || (isMovement && stimulus.passing) ? 'passing' : 'fix';
      },
    }),
    defineDerived({
      name: 'place.lastSeenSeconds',
      summary: 'How long ago a fix last found the customer in the place; without one they may have left it unseen',
      type: 'number',
      unit: 's',
      read({ place: about, state, at, stimulus }) {
        const seenAt = stimulus.type === 'exit' ? stimulus.seenAt : about && lastSeenAt(state, about.id);
        return seenAt === undefined ? undefined : Math.max(0, at - seenAt) / 1_000;
      },
    }),
    {
      name: 'place.attributes.*',
      summary:
        'An attribute of the place, `place.attributes.parking`. `priority` (a number from -1000 to 1000) and `country` (a code) mean something to the engine',
      type: 'any',
      bind(path) {
        const read = propertyReader(path);
        return (moment) => read(moment.place?.attributes) ?? undefined;
      },
    },
  ],
} satisfies FieldGroup;

function place(
  name: string,
  summary: string,
  type: FieldType,
  of: (place: Place, at: number) => unknown,
  values?: FieldValues,
): Field {
  return defineDerived({
    name,
    summary,
    type,
    ...(values && { values }),
    read: (moment) => moment.place && of(moment.place, moment.at),
  });
}
