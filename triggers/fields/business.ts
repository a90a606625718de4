import type { Moment } from '../contract.ts';
import type { BusinessHours, Workspace } from '../gates/contract.ts';
import { isOpen } from '../places/hours.ts';
import { holidayOn } from '../time/holidays.ts';
import { DAY_MS } from '../time/spans.ts';
import { localDateOf, WEEKDAYS, weekdayOf } from '../time/zone.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'business',
  group: 'business',
  summary: 'The business as a whole, by the workspace.',
  fields: [
    defineDerived({
      name: 'business.open',
      title: { en: 'Business is open', de: 'Unternehmen geöffnet' },
      summary: {
        en: 'The business is open, by the hours of the workspace and its own clock; unknown where it has none',
        de: 'Das Unternehmen ist geöffnet, nach den Zeiten des Arbeitsbereichs und seiner eigenen Uhr; unbekannt, wo er keine hat',
      },
      type: 'boolean',
      read: ({ workspaceView, at }) => workspaceView && isBusinessOpen(workspaceView.workspace, at),
    }),
  ],
} satisfies FieldGroup;

function isBusinessOpen({ hours, zone, country }: Workspace, at: Moment['at']): boolean | undefined {
  if (!hours) return undefined;
  if (!Object.hasOwn(hours, 'holiday') || country === undefined) return isOpen(hours, zone, at);
  // The spans of a holiday stand in for those of its weekday; what began the evening before goes by that day.
  const days: Record<string, BusinessHours[string]> = { ...hours };
  for (const offset of [0, -1]) {
    const day = new Date(Date.parse(localDateOf(zone, at)) + offset * DAY_MS).toISOString().slice(0, 10);
    const weekday = WEEKDAYS[(WEEKDAYS.indexOf(weekdayOf(zone, at)) + offset + 7) % 7]!;
    if (holidayOn(country, day)) days[weekday] = hours.holiday!;
  }
  return isOpen(days, zone, at);
}
