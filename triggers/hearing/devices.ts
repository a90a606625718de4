import type { Signal } from '../../sdk/protocol.ts';
import type { Position } from '../places/contract.ts';
import { metresBetween } from '../places/geodesy.ts';
import { lastFix } from '../places/last-fix.ts';
import { forget } from '../places/movement.ts';
import type { CustomerState, Device, HeardDevice, Journal, KnownValue } from '../state/contract.ts';
import { copyRecord, copyWith, createValues } from '../state/records.ts';

/*
 * A customer may have several devices, and a tablet on the sofa reports its position as often as the phone of its
 * owner, who walks. Position, battery, connection and the like are values of a device, so one device *leads*: its
 * values are the customer's. The values of the others are kept beside, and become the customer's when their device
 * leads. Example: a phone p and a tablet t.
 *
 *   t: at home             t leads, as the only device
 *   p: at home             p's values are kept beside; neither device moves
 *   p: 150 m down the road p moves, so p leads: its values become the customer's, those of t are kept beside
 *   t: at home             changes nothing of the customer
 *
 * Invariants: all `values` of the kinds in `OF_DEVICE` are of the leading device. While several devices are known,
 * `devices` has each of them, the leading one without values. A signal that names no device is of the leading one.
 */

/** The most devices of one customer. Beyond it, the device that was heard longest ago is forgotten. */
export const MOST_DEVICES = 4;
/** A leading device that was silent for this long stops leading when another is heard. */
export const SILENT_MS = 30 * 60_000;
/** Of two devices of the same rank, the other leads when it was carried or used this much later. */
export const STICKY_MS = 2 * 60_000;
/** A device that moved further than this, and than both fixes may err, was carried. */
export const CARRIED_METRES = 100;

/** The kinds of signals whose values are a device's. */
const OF_DEVICE: ReadonlySet<string> = new Set(['location', 'device']);

/** Whether the values of a kind of signal are a device's. */
export function isOfDevice(kind: string): boolean {
  return OF_DEVICE.has(kind);
}

/** Returns the device that a signal of such a kind names; undefined: it names none. */
export function deviceOf({ value }: Signal): string | undefined {
  return typeof value.deviceId === 'string' ? value.deviceId : undefined;
}

/**
 * Notes that a device was heard, and lets it lead if it should. Returns the values in which its signal is to be kept:
 * the customer's if it leads, else its own.
 */
export function hearDevice(
  state: CustomerState,
  id: string,
  signal: Signal,
  journal?: Journal,
): Record<string, KnownValue> {
  const { leading } = state;
  if (leading === undefined) state.leading = id;
  if (leading === undefined || (leading === id && !state.devices)) return state.values;
  state.devices ??= copyWith(undefined, leading, {
    heardAt: heardAt(state),
    ...restOf(state),
    values: createValues(),
  });
  const { devices } = state;
  devices[id] ??= { heardAt: signal.at, values: createValues() };
  note(devices[id], signal);
  if (id === leading) return state.values;
  forgetOldest(devices, leading, id);
  if (!outranks(devices[id], devices[leading]!, state, signal)) return devices[id].values;
  lead(state, devices, id, leading);
  journal?.noteRewritten();
  return state.values;
}

/** Joins the devices of two customers who are the same person. The device with the newest position leads. */
export function mergeDevices(state: CustomerState, from: CustomerState): Record<string, KnownValue> {
  if (from.leading === undefined || state.leading === undefined || from.leading === state.leading) {
    const leading = state.leading ?? from.leading;
    if (leading !== undefined) state.leading = leading;
    if (from.devices) state.devices = copyRecord({ ...structuredClone(from.devices), ...state.devices });
    trim(state);
    return from.values;
  }
  const theirs = { ...from.values };
  const takesOver = from.positionAt > state.positionAt;
  const aside = takeOfDevice(takesOver ? state.values : theirs);
  const [leading, other] = takesOver ? [from, state] : [state, from];
  state.devices = copyRecord<Device>({
    ...structuredClone(from.devices),
    ...state.devices,
    [leading.leading!]: {
      heardAt: heardAt(leading),
      ...restOf(leading),
      ...leading.devices?.[leading.leading!],
      values: createValues(),
    },
    [other.leading!]: { heardAt: heardAt(other), ...other.devices?.[other.leading!], values: aside },
  });
  state.leading = leading.leading!;
  trim(state);
  return theirs;
}

/** Lists the devices of a customer that have a name, the leading one first. */
export function devicesOf(state: CustomerState): readonly HeardDevice[] {
  const { leading, devices, values } = state;
  if (leading === undefined) return [];
  const { carriedAt } = devices?.[leading] ?? {};
  const first: HeardDevice = {
    id: leading,
    leads: true,
    heardAt: devices?.[leading]?.heardAt ?? heardAt(state),
    ...(carriedAt !== undefined && { carriedAt }),
    values: takeOfDevice({ ...values }),
  };
  const others = Object.entries(devices ?? {}).filter(([id]) => id !== leading);
  return [first, ...others.map(([id, { rest: _, ...device }]) => ({ id, leads: false, ...device }))];
}

function note(device: Device, { kind, value, at }: Signal): void {
  if (at < device.heardAt) return;
  device.heardAt = at;
  if (kind === 'device') {
    if (value.appState === 'foreground') device.carriedAt = at;
    return;
  }
  const fix = value as unknown as Position & { readonly accuracyMetres?: number };
  const { lat, lon, accuracyMetres = 0 } = fix;
  const { rest } = device;
  if (rest && metresBetween(rest, fix) <= Math.max(CARRIED_METRES, rest.accuracyMetres + accuracyMetres)) return;
  device.rest = { lat, lon, accuracyMetres };
  if (rest) device.carriedAt = at;
}

/** Whether a device that was heard (`mine`) should lead in place of the one that leads (`theirs`). */
function outranks(mine: Device, theirs: Device, { values }: CustomerState, { at, value }: Signal): boolean {
  if (Math.abs(at - theirs.heardAt) > SILENT_MS) return at > theirs.heardAt;
  const [tells, told] = [mine.rest !== undefined, theirs.rest !== undefined];
  if (tells !== told) return tells;
  const [rank, other] = [rankOf(value.form ?? mine.values['device.form']?.v), rankOf(values['device.form']?.v)];
  if (rank !== other) return rank > other;
  return mine.carriedAt !== undefined && mine.carriedAt >= (theirs.carriedAt ?? Number.NEGATIVE_INFINITY) + STICKY_MS;
}

function lead(state: CustomerState, devices: Record<string, Device>, id: string, before: string): void {
  const aside = takeOfDevice(state.values);
  Object.assign(state.values, devices[id]!.values);
  devices[before] = { ...devices[before]!, values: aside };
  devices[id] = { ...devices[id]!, values: createValues() };
  state.leading = id;
  // A fix that was not believed was the other one's.
  forget(state, 'suspect');
}

/** The rank of a device by its form: people carry phones, and leave tablets at home. */
const RANKS: Readonly<Record<string, number>> = {
  phone: 2,
  watch: 2,
  car: 2,
  tablet: 0,
  desktop: 0,
  tv: 0,
  speaker: 0,
};

function rankOf(form: unknown): number {
  return RANKS[String(form)] ?? 1;
}

function restOf(state: CustomerState): Pick<Device, 'rest'> {
  const last = lastFix(state);
  return last ? { rest: { lat: last.lat, lon: last.lon, accuracyMetres: last.accuracyMetres ?? 0 } } : {};
}

function heardAt({ values }: CustomerState): number {
  let latest = 0;
  for (const name in values) if (OF_DEVICE.has(values[name]!.source)) latest = Math.max(latest, values[name]!.at);
  return latest;
}

/** Takes the values of a device out of all values. */
function takeOfDevice(values: Record<string, KnownValue>): Record<string, KnownValue> {
  const taken = createValues<KnownValue>();
  for (const name of Object.keys(values)) {
    if (!OF_DEVICE.has(values[name]!.source)) continue;
    taken[name] = values[name]!;
    delete values[name];
  }
  return taken;
}

function trim({ devices, leading }: CustomerState): void {
  while (devices && Object.keys(devices).length > MOST_DEVICES) forgetOldest(devices, leading!);
}

function forgetOldest(devices: Record<string, Device>, leading: string, heard?: string): void {
  const others = Object.keys(devices).filter((id) => id !== leading && id !== heard);
  if (Object.keys(devices).length <= MOST_DEVICES) return;
  delete devices[others.reduce((oldest, id) => (devices[id]!.heardAt < devices[oldest]!.heardAt ? id : oldest))];
}
