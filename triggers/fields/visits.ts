import { readDuration } from '../arguments/durations.ts';
import type { Moment, Read } from '../contract.ts';
import type { Visits } from '../state/contract.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';
import { instantOf, localDateOf, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'visits',
  summary:
    'How often the customer was in the place that the moment is about. Counted from when a live trigger first asks, on entering, leaving, dwelling or approaching; unknown before the first.',
  fields: [
    defineDerived({
      name: 'visits.count',
      summary: 'Visits to the place, the present one included',
      type: 'number',
      read: (moment) => visitsOf(moment)?.count,
    }),
    defineDerived({
      name: 'visits.isFirst',
      summary: 'This is the first visit to the place',
      type: 'boolean',
      read: (moment) => isOnVisit(moment) && visitsOf(moment)!.count === 1,
    }),
    defineDerived({
      name: 'visits.thisMonth',
      summary: 'Visits that began this month by the customer’s calendar; at most 20 are told apart',
      type: 'number',
      read: (moment) => since(moment, startOfMonth(moment)),
    }),
    {
      name: 'visits.last.*',
      summary: 'Visits that began in the last days or hours, `visits.last.30d`; at most 20 are told apart',
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
      summary: 'When the visit before this one began, or the last one for who is not there now',
      type: 'date',
      read: previousAt,
    }),
    defineDerived({
      name: 'visits.daysSincePrevious',
      summary: 'How many days ago that was',
      type: 'number',
      unit: 'd',
      read(moment) {
        const previous = previousAt(moment);
        return previous === undefined ? undefined : Math.max(0, Math.floor((moment.at - previous) / DAY_MS));
      },
    }),
    defineDerived({
      name: 'visits.awaySeconds',
      summary: 'How long the customer had been away when they came back into the place',
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
