import { readDuration } from '../arguments/durations.ts';
import type { Moment, Read } from '../contract.ts';
import type { Visits } from '../state/contract.ts';
import { zoneOf } from '../state/zone-of.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';
import { instantOf, localDateOf } from '../time/zone.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'visits',
  group: 'place',
  summary:
    'How often the customer was in the place that the moment is about. Counted from when a live trigger first asks, on entering, leaving, dwelling or approaching; unknown before the first.',
  fields: [
    defineDerived({
      name: 'visits.count',
      title: { en: 'Visits to the place', de: 'Besuche am Ort' },
      summary: {
        en: 'Visits to the place, the present one included',
        de: 'Besuche am Ort, der jetzige eingeschlossen',
      },
      type: 'number',
      read: (moment) => visitsOf(moment)?.count,
    }),
    defineDerived({
      name: 'visits.isFirst',
      title: { en: 'First visit', de: 'Erster Besuch' },
      summary: { en: 'This is the first visit to the place', de: 'Dies ist der erste Besuch am Ort' },
      type: 'boolean',
      read: (moment) => isOnVisit(moment) && visitsOf(moment)!.count === 1,
    }),
    defineDerived({
      name: 'visits.thisMonth',
      title: { en: 'Visits this month', de: 'Besuche in diesem Monat' },
      summary: {
        en: 'Visits that began this month by the customer’s calendar; at most 20 are told apart',
        de: 'Besuche, die nach dem Kalender des Kunden in diesem Monat begannen; höchstens 20 werden unterschieden',
      },
      type: 'number',
      read: (moment) => since(moment, startOfMonth(moment)),
    }),
    {
      name: 'visits.last.*',
      title: { en: 'Visits in the last days', de: 'Besuche der letzten Tage' },
      summary: {
        en: 'Visits that began in the last days or hours, `visits.last.30d`; at most 20 are told apart',
        de: 'Besuche, die in den letzten Tagen oder Stunden begannen, `visits.last.30d`; höchstens 20 werden unterschieden',
      },
      type: 'number',
      expects: (text) =>
        readDuration(text) === undefined ? `a duration after \`visits.last.\`, such as \`visits.last.30d\`` : undefined,
      bind(text): Read {
        const ms = readDuration(text);
        return (moment) => (ms === undefined ? undefined : since(moment, moment.at - ms));
      },
    },
    defineDerived({
      name: 'visits.previousAt',
      title: { en: 'Previous visit', de: 'Voriger Besuch' },
      summary: {
        en: 'When the visit before this one began, or the last one for who is not there now',
        de: 'Wann der Besuch vor diesem begann, oder der letzte, wenn der Kunde jetzt nicht dort ist',
      },
      type: 'date',
      read: previousAt,
    }),
    defineDerived({
      name: 'visits.daysSincePrevious',
      title: { en: 'Days since the previous visit', de: 'Tage seit dem vorigen Besuch' },
      summary: { en: 'How many days ago that was', de: 'Vor wie vielen Tagen das war' },
      type: 'number',
      unit: 'd',
      read(moment) {
        const previous = previousAt(moment);
        return previous === undefined ? undefined : Math.max(0, Math.floor((moment.at - previous) / DAY_MS));
      },
    }),
    defineDerived({
      name: 'visits.awaySeconds',
      title: { en: 'Time away from the place', de: 'Abwesenheit vom Ort' },
      summary: {
        en: 'How long the customer had been away when they came back into the place',
        de: 'Wie lange der Kunde fort war, als er an den Ort zurückkam',
      },
      type: 'number',
      unit: 's',
      read(moment) {
        const leftAt = visitsOf(moment)?.leftAt;
        const inside = moment.place && moment.state.inside[moment.place.id];
        return leftAt === undefined || !inside ? undefined : Math.max(0, inside.since - leftAt) / 1_000;
      },
    }),
  ],
} satisfies FieldGroup;

function visitsOf({ state, place }: Moment): Visits | undefined {
  return place && state.visits?.[place.id];
}

/** Whether the moment is in a visit, or at its end; undefined: visits there are not counted. */
function isOnVisit(moment: Moment): boolean | undefined {
  const { state, place, stimulus } = moment;
  if (!place || !visitsOf(moment)) return undefined;
  return state.inside[place.id] !== undefined || stimulus.type === 'exit';
}

function previousAt(moment: Moment): number | undefined {
  const minute = visitsOf(moment)?.begun.at(isOnVisit(moment) ? -2 : -1);
  return minute === undefined ? undefined : minute * MINUTE_MS;
}

function since(moment: Moment, from: number): number | undefined {
  return visitsOf(moment)?.begun.filter((minute) => (minute + 1) * MINUTE_MS > from).length;
}

function startOfMonth(moment: Moment): number {
  const zone = zoneOf(moment);
  return instantOf(zone, `${localDateOf(zone, moment.at).slice(0, 7)}-01`, 0);
}
