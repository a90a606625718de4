import type { Moment } from '../triggers/contract.ts';
import { MINUTE_MS } from '../triggers/time/spans.ts';
import type { View } from './contract.ts';
import { cacheByLocale } from './locales/intl.ts';

/** What a view holds besides what the moment knows. */
export interface ViewExtra {
  /** The customer's zone: gives the group `local`. */
  readonly zone?: string;
  /** Further groups, by name; they win. */
  readonly groups?: Readonly<Record<string, unknown>>;
  /** The only groups that will be read (see `Renderer.reads`); undefined: any may be. */
  readonly reads?: ReadonlySet<string> | undefined;
}

/**
 * What a template can read of a moment: every value that still counts as known, grouped by the part of its name before
 * the dot (`customer.firstName`, `cart.value`), the `place`, the `event` with its properties, the `weather`, `now` and
 * the `local` time. All its objects are copies without a prototype.
 */
export function viewOf(moment: Moment, { zone, groups = {}, reads }: ViewExtra = {}): View {
  const { state, at, place } = moment;
  const view: Record<string, unknown> = Object.create(null);
  const isRead = (group: string) => reads === undefined || reads.has(group);
  // Of the weather it must be known where the customer is.
  const wantsPosition = isRead('weather');
  view.customer = nameValue('id', state.id);
  for (const name in state.values) {
    const group = partsOf(name)[0]!;
    if (!isRead(group) && !(wantsPosition && group === 'location')) continue;
    const { v, until } = state.values[name]!;
    if (v !== null && v !== undefined && (until === undefined || at <= until)) nest(view, name, v);
  }
  if (place && isRead('place')) {
    const { attributes, id, name, tags } = place;
    view.place = copyInto(copyInto(Object.create(null), attributes, 0), { id, name, tags }, 0);
  }
  if (isRead('event')) view.event = eventOf(moment, isRead('event.properties'));
  const weather = wantsPosition ? weatherOf(view, moment) : undefined;
  if (weather) view.weather = copy(weather, 0);
  view.now = at;
  if (zone !== undefined && isRead('local')) view.local = copy(localMinute(at, zone), 0);
  for (const [name, group] of Object.entries(groups)) view[name] = copy(group, 0);
  return view as View;
}

const clockOf = cacheByLocale(
  (locale, timeZone: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'long',
    }),
);

// A signal is at most 32 levels deep; what lies deeper than this no template reads.
const DEEPEST = 12;

function nameValue(name: string, value: unknown): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null);
  result[name] = value;
  return result;
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  return copyInto(Object.create(null), value as Readonly<Record<string, unknown>>, depth);
}

/** Member by member: to spread an object first takes several times as long. */
function copyInto(
  result: Record<string, unknown>,
  value: Readonly<Record<string, unknown>>,
  depth: number,
): Record<string, unknown> {
  for (const name of Object.keys(value)) result[name] = copy(value[name], depth + 1);
  return result;
}

/** Puts a value where its dotted name says; what is there already and is no group stays. */
function nest(view: Record<string, unknown>, name: string, value: unknown): void {
  const parts = partsOf(name);
  const last = parts.length - 1;
  let group = view;
  for (let i = 0; i < last; i++) {
    const part = parts[i]!;
    group[part] ??= Object.create(null);
    const inner = group[part];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return;
    group = inner as Record<string, unknown>;
  }
  group[parts[last]!] ??= copy(value, 0);
}

// Names of traits come from outside, so the number kept is bounded.
const MOST_NAMES = 10_000;
const known = new Map<string, readonly string[]>();

/** The parts of a dotted name; the same few names come again and again. */
function partsOf(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  const parts = name.split('.');
  if (known.size >= MOST_NAMES) known.clear();
  known.set(name, parts);
  return parts;
}

/**
 * Gives an event's properties by their own names, and all of them under `properties` where a template reads them
 * there; of another signal its value, of a change of the world the change.
 */
function eventOf({ origin, signal, stimulus }: Moment, hasProperties: boolean): Readonly<Record<string, unknown>> {
  const event: Record<string, unknown> = Object.create(null);
  if (signal?.kind === 'event') {
    const { value } = signal;
    const properties = (value.properties ?? {}) as Readonly<Record<string, unknown>>;
    copyInto(event, properties, 0);
    // A second copy would cost as much as the first (`npm run bench -- moment`, rendering).
    if (hasProperties) event.properties = withInner(copyInto(Object.create(null), properties, 0));
    event.name = value.name;
  } else if (signal) copyInto(event, signal.value, 0);
  else if (stimulus.type === 'world') copyInto(event, { ...stimulus.change }, 0);
  event.kind = origin.kind;
  return event;
}

/**
 * An event may have a property called properties: what is in it is found as before, unless the event itself has that.
 */
function withInner(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const inner = properties.properties;
  return typeof inner === 'object' && inner !== null
    ? Object.assign(Object.create(null), inner, properties)
    : properties;
}

function weatherOf(view: Readonly<Record<string, unknown>>, { at, place, world }: Moment) {
  const { lat, lon } = (view.location ?? place?.centre ?? {}) as { lat?: unknown; lon?: unknown };
  return typeof lat === 'number' && typeof lon === 'number' ? world.weatherAt(lat, lon, at) : undefined;
}

// Zones come from devices, so the number kept is bounded.
const MOST_ZONES = 1_000;

/** The last minute that was asked about, by zone: of many messages at a time nearly all are of one. */
const minutes = new Map<string, { readonly minute: number; readonly local: Readonly<Record<string, unknown>> }>();

function localMinute(at: number, zone: string): Readonly<Record<string, unknown>> {
  const minute = Math.floor(at / MINUTE_MS);
  const last = minutes.get(zone);
  if (last?.minute === minute) return last.local;
  const local = localTime(at, zone);
  if (minutes.size >= MOST_ZONES) minutes.clear();
  minutes.set(zone, { minute, local });
  return local;
}

function localTime(at: number, zone: string): Readonly<Record<string, unknown>> {
  const parts: Record<string, string> = Object.create(null);
  for (const { type, value } of clockOf('en-CA', zone).formatToParts(at)) parts[type] = value;
  return {
    time: `${parts.hour}:${parts.minute}`,
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: parts.weekday?.toLowerCase(),
    hour: Number(parts.hour),
    zone,
  };
}
