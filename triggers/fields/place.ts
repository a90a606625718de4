import { propertyReader } from '../arguments/properties.ts';
import type { Field, FieldType, FieldValues } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import { metresToPlace } from '../places/distance.ts';
import { isOpen } from '../places/hours.ts';
import { lastSeenAt } from '../places/sights.ts';
import { knownPosition } from '../state/known.ts';
import type { Words } from '../words/contract.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'place',
  group: 'place',
  summary: 'The place that the moment is about: entered, left, dwelt in.',
  fields: [
    place(
      'place.id',
      { en: 'Place', de: 'Ort' },
      { en: 'Id of the place', de: 'Kennung des Ortes' },
      'string',
      ({ id }) => id,
      { of: 'places' },
    ),
    place(
      'place.name',
      { en: 'Name of the place', de: 'Name des Ortes' },
      { en: 'Name of the place', de: 'Name des Ortes' },
      'string',
      ({ name }) => name,
    ),
    place(
      'place.tags',
      { en: 'Tags of the place', de: 'Schlagwörter des Ortes' },
      { en: 'Tags of the place', de: 'Schlagwörter des Ortes' },
      'list',
      ({ tags }) => tags,
      { of: 'tags' },
    ),
    place(
      'place.parent',
      { en: 'Parent place', de: 'Übergeordneter Ort' },
      { en: 'Id of the place that it belongs to', de: 'Kennung des Ortes, zu dem er gehört' },
      'string',
      ({ parent }) => parent,
      { of: 'places' },
    ),
    place(
      'place.zone',
      { en: 'Time zone of the place', de: 'Zeitzone des Ortes' },
      { en: 'IANA time zone of the place', de: 'IANA-Zeitzone des Ortes' },
      'string',
      ({ zone }) => zone,
    ),
    place(
      'place.open',
      { en: 'Place is open', de: 'Ort geöffnet' },
      {
        en: 'The place is open, by its hours and its own clock',
        de: 'Der Ort ist geöffnet, nach seinen Zeiten und seiner eigenen Uhr',
      },
      'boolean',
      ({ hours, zone }, at) => hours && isOpen(hours, zone, at),
    ),
    defineDerived({
      name: 'place.distanceMetres',
      title: { en: 'Distance to the place', de: 'Entfernung zum Ort' },
      summary: {
        en: 'How far the customer is from the edge of the place, 0 inside',
        de: 'Wie weit der Kunde vom Rand des Ortes weg ist, darin 0',
      },
      type: 'number',
      unit: 'm',
      read({ place: about, state, at }) {
        const here = about && knownPosition(state, at);
        return here && metresToPlace(about, here);
      },
    }),
    defineDerived({
      name: 'place.insideSeconds',
      title: { en: 'Time spent in the place', de: 'Aufenthalt am Ort' },
      summary: {
        en: 'How long the customer has been in the place, or was when they left; at an entering 0, more where the fix came late',
        de: 'Wie lange der Kunde schon am Ort ist, oder es beim Verlassen war; beim Betreten 0, mehr, wenn die Position spät kam',
      },
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
      title: { en: 'How entering was noticed', de: 'Wie das Betreten bemerkt wurde' },
      summary: {
        en: 'How the entering was noticed: `fix`, a position in the place, `passing`, the way between two positions led through it, or `beacon`, one of its beacons was heard',
        de: 'Wie das Betreten bemerkt wurde: `fix`, eine Position am Ort, `passing`, der Weg zwischen zwei Positionen führte hindurch, oder `beacon`, eine seiner Funkbaken wurde gehört',
      },
      type: 'string',
      values: ['fix', 'passing', 'beacon'],
      titles: {
        fix: { en: 'By a position', de: 'Durch eine Position' },
        passing: { en: 'By passing through', de: 'Durch Vorbeigehen' },
        beacon: { en: 'By a beacon', de: 'Durch eine Funkbake' },
      },
      read({ place: about, state, stimulus }) {
        const isMovement = stimulus.type === 'enter' || stimulus.type === 'exit';
        const inside = about && state.inside[about.id];
        if (!inside && !isMovement) return undefined;
        if (inside?.beacon !== undefined || (isMovement && stimulus.beacon !== undefined)) return 'beacon';
        return inside?.passing || (isMovement && stimulus.passing) ? 'passing' : 'fix';
      },
    }),
    defineDerived({
      name: 'place.beacon',
      title: { en: 'Beacon of the place', de: 'Funkbake des Ortes' },
      summary: {
        en: 'The beacon of the place that the device heard last, as `ibeacon:UUID:MAJOR:MINOR`',
        de: 'Die Funkbake des Ortes, die das Gerät zuletzt hörte, als `ibeacon:UUID:MAJOR:MINOR`',
      },
      type: 'string',
      read({ place: about, state, stimulus }) {
        if (stimulus.type === 'exit' || stimulus.type === 'enter') return stimulus.beacon;
        return about && state.inside[about.id]?.beacon;
      },
    }),
    defineDerived({
      name: 'place.lastSeenSeconds',
      title: { en: 'Last seen in the place', de: 'Zuletzt am Ort gesehen' },
      summary: {
        en: 'How long ago a fix last found the customer in the place; without one they may have left it unseen',
        de: 'Vor wie langer Zeit eine Position den Kunden zuletzt am Ort fand; ohne eine kann er ihn ungesehen verlassen haben',
      },
      type: 'number',
      unit: 's',
      read({ place: about, state, at, stimulus }) {
        const seenAt = stimulus.type === 'exit' ? stimulus.seenAt : about && lastSeenAt(state, about.id);
        return seenAt === undefined ? undefined : Math.max(0, at - seenAt) / 1_000;
      },
    }),
    {
      name: 'place.attributes.*',
      title: { en: 'Attribute of the place', de: 'Angabe zum Ort' },
      summary: {
        en: 'An attribute of the place, `place.attributes.parking`. `priority` (a number from -1000 to 1000) and `country` (a code) mean something to the engine',
        de: 'Eine Angabe zum Ort, `place.attributes.parking`. `priority` (eine Zahl von -1000 bis 1000) und `country` (ein Kürzel) bedeuten der Engine etwas',
      },
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
  title: Words,
  summary: Words,
  type: FieldType,
  of: (place: Place, at: number) => unknown,
  values?: FieldValues,
): Field {
  return defineDerived({
    name,
    title,
    summary,
    type,
    ...(values && { values }),
    read: (moment) => moment.place && of(moment.place, moment.at),
  });
}
