import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import type { MovementMemory, Resting } from '../../triggers/state/movement/contract.ts';
import { copyRecord, recordOf } from '../../triggers/state/records.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import { writeJson } from '../bytes/write-json.ts';

/**
 * The properties with a place of their own in the encoding. The compiler asks that each other property is named as a
 * member below.
 */
type Placed =
  | 'id'
  | 'values'
  | 'reservations'
  | 'fired'
  | 'identified'
  | 'firstAt'
  | 'lastAt'
  | 'positionAt'
  | 'seenFrom'
  | 'seen'
  | 'definitions';
type Member = Exclude<keyof CustomerState, Placed>;
/** How members change. A `replaced` one gets a new object with each change; its type is read-only. */
const CHANGED_HOW = {
  inside: 'in place',
  movement: 'in place',
  rests: 'replaced',
  leading: 'replaced',
  devices: 'in place',
  consents: 'replaced',
  suppressed: 'replaced',
  memory: 'in place',
  marks: 'in place',
  visits: 'in place',
  timers: 'in place',
  awaited: 'replaced',
  channels: 'replaced',
  aliases: 'replaced',
  mergedInto: 'replaced',
  reservationsFrom: 'replaced',
} as const satisfies Record<Member, 'in place' | 'replaced'>;
const MEMBERS = Object.keys(CHANGED_HOW) as readonly Member[];
/** The members whose names are data. */
const RECORDS: ReadonlySet<Member> = new Set<Member>([
  'inside',
  'devices',
  'consents',
  'suppressed',
  'memory',
  'marks',
  'visits',
  'timers',
  'channels',
]);
const IS_REPLACED = MEMBERS.map((member) => CHANGED_HOW[member] === 'replaced');

/** The members of a state that are not empty, as plain JSON. */
export type Rest = Partial<Pick<CustomerState, Member>>;
/** The members that have changed. Null: the member is empty now. */
export type RestPatch = { readonly [K in Member]?: CustomerState[K] | null };

/** Each member as it was written last, by its place in the list. Undefined: it was empty. */
export type WrittenRest = (Written | undefined)[];

interface Written {
  value: unknown;
  text: string;
}

/** Writes all members that are not empty, and notes them. */
export function writeRest(state: CustomerState, out: ByteWriter, noted?: WrittenRest): void {
  let isFirst = true;
  out.ascii('{');
  for (let i = 0; i < MEMBERS.length; i++) {
    const value = state[MEMBERS[i]!];
    if (value === undefined || isEmpty(value)) {
      if (noted) noted[i] = undefined;
      continue;
    }
    openMember(MEMBERS[i]!, isFirst, out);
    isFirst = false;
    const from = out.length;
    writeJson(value, out);
    if (noted) note(noted, i, value, from, out);
  }
  out.ascii('}');
}

/** Writes the members that are other than they were written last, and notes them. */
export function writeRestPatch(state: CustomerState, out: ByteWriter, noted: WrittenRest): void {
  let isFirst = true;
  out.ascii('{');
  for (let i = 0; i < MEMBERS.length; i++) {
    const value = state[MEMBERS[i]!];
    const before = noted[i];
    if (before !== undefined && IS_REPLACED[i] && before.value === value) continue;
    const isGone = value === undefined || isEmpty(value);
    if (isGone && before === undefined) continue;
    const start = out.length;
    openMember(MEMBERS[i]!, isFirst, out);
    const from = out.length;
    writeJson(isGone ? null : value, out);
    if (isGone) noted[i] = undefined;
    else if (!note(noted, i, value, from, out)) {
      out.length = start;
      continue;
    }
    isFirst = false;
  }
  out.ascii('}');
}

/**
 * Notes what was written since a place. Returns whether that is other than before; mostly it is not, and no text is
 * made.
 */
function note(noted: WrittenRest, i: number, value: unknown, from: number, out: ByteWriter): boolean {
  const before = noted[i];
  if (before === undefined) {
    noted[i] = { value, text: out.since(from) };
    return true;
  }
  before.value = value;
  if (out.isSince(from, before.text)) return false;
  before.text = out.since(from);
  return true;
}

/** Applies the members that have changed to a state. */
export function applyRestPatch(state: CustomerState, patch: RestPatch): void {
  const empty = emptyState(state.id);
  for (const member of MEMBERS) {
    const value = patch[member];
    if (value === null) setMember(state, member, empty[member]);
    else if (value !== undefined) setMember(state, member, asKept(member, value));
  }
  liftRests(state);
}

/** Sets the members of a stored state. */
export function setRest(state: CustomerState, rest: Rest): void {
  for (const member of MEMBERS) if (rest[member] !== undefined) setMember(state, member, asKept(member, rest[member]));
  liftRests(state);
}

/** Copies records that were parsed into those that states have in memory (see `triggers/state/records.ts`). */
function asKept<K extends Member>(member: K, value: CustomerState[K]): CustomerState[K] {
  if (member === 'movement')
    return recordOf(Object.entries(value as MovementMemory).map(asKeptPart)) as CustomerState[K];
  return RECORDS.has(member) ? (copyRecord(value as Record<string, unknown>) as CustomerState[K]) : value;
}

function asKeptPart([part, value]: [string, unknown]): [string, unknown] {
  return [part, part === 'suspect' ? value : copyRecord(value as Record<string, unknown>)];
}

function setMember<K extends Member>(state: CustomerState, member: K, value: CustomerState[K]): void {
  (state as Pick<CustomerState, K>)[member] = value;
}

/** Takes out of `movement` where the customer rests: the release before kept it there. */
function liftRests(state: CustomerState): void {
  const movement: (MovementMemory & { rests?: Resting }) | undefined = state.movement;
  if (movement?.rests === undefined) return;
  state.rests = movement.rests;
  delete movement.rests;
  if (isEmpty(movement)) state.movement = undefined;
}

function openMember(name: string, isFirst: boolean, out: ByteWriter): void {
  out.ascii(isFirst ? '"' : ',"');
  out.ascii(name);
  out.ascii('":');
}

function isEmpty(value: object | string | number): boolean {
  if (typeof value === 'number') return false;
  for (const _ in value as object) return false;
  return true;
}
