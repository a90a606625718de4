import { propertyReader } from '../arguments/properties.ts';
import type { Moment, Read } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';
import type { Past, TrackedPast, ValueChange, ValueLocation, ValuesBefore } from './contract.ts';

/** How a condition about a change, or about the past, reads its moment: as a `Change` or a `Past`. */
export function changeReader(
  about: NonNullable<Operator['about']>,
  read: Read,
  { kept, markKey }: { readonly kept: ValueLocation; readonly markKey?: string },
): Read {
  const { key } = kept;
  const part = kept.part === undefined ? (value: unknown) => value : propertyReader(kept.part);
  const markIn = ({ state }: Moment) => (markKey === undefined ? undefined : state.marks?.[markKey]);
  if (about === 'past') {
    return (moment): Past => ({ value: read(moment), at: moment.state.values[key]?.at, mark: markIn(moment) });
  }
  return (moment): ValueChange => {
    const was = moment.before?.[key];
    const wasMark = markKey === undefined ? undefined : moment.before?.[markKey];
    return {
      value: read(moment),
      before: part(was ? was[0] : moment.state.values[key]?.v) ?? undefined,
      mark: wasMark ? wasMark[0] : markIn(moment),
    };
  };
}

/** Under which name the memory of a tracker on a field is kept. */
export function markKeyOf(field: string, tracker: string): string {
  return `${field} ${tracker}`;
}

/**
 * Of what a signal changed, the part that these conditions speak of; undefined: none. For what is asked again later.
 */
export function beforeFor(tracks: readonly TrackedPast[], before: ValuesBefore | undefined): ValuesBefore | undefined {
  if (!before || tracks.length === 0) return undefined;
  const keys = tracks.flatMap(({ kept, markKey }) => [kept?.key, markKey]).filter((key) => key !== undefined);
  const entries = [...new Set(keys)].flatMap((key) => (before[key] ? [[key, before[key]] as const] : []));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Whether a field has a past that an operator can be about. */
export function hasPast(operator: Operator, kept: ValueLocation | undefined): boolean {
  return operator.about === undefined || kept !== undefined;
}
