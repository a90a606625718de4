import { type CustomerState, emptyState } from '../../triggers/state/contract.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { writeJson } from '../bytes/write-json.ts';

/** What a state has a place of its own for in its encoding. Everything else is a member here: a new property must be named. */
type Placed =
  | ('id' | 'values' | 'reservations' | 'fired' | 'identified' | 'firstAt' | 'lastAt')
  | ('positionAt' | 'seenFrom' | 'seen' | 'definitions' | 'unstored');
type Member = Exclude<keyof CustomerState, Placed>;
const MEMBERS = Object.keys({
  ...{
    inside: 1,
    movement: 1,
    consents: 1,
    suppressed: 1,
    memory: 1,
    marks: 1,
    visits: 1,
    timers: 1,
    aliases: 1,
    mergedInto: 1,
    reservationsFrom: 1,
  },
} satisfies Record<Member, 1>) as readonly Member[];

/** As plain JSON, and only where it is not empty. In a patch: what has changed, and null where nothing is left. */
export type Rest = Partial<Pick<CustomerState, Member>>;
export type RestPatch = { readonly [K in Member]?: CustomerState[K] | null };

/** How each member was written last, by its place in the list; what was empty is absent. */
export type WrittenRest = (string | undefined)[];

/** Writes all that is there; notes it. */
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
    const before = noted?.[i];
    if (noted && (before === undefined || !out.isSince(from, before))) noted[i] = out.since(from);
  }
  out.ascii('}');
}

/** Writes what is not as it was written last; notes it. */
export function writeRestPatch(state: CustomerState, out: ByteWriter, noted: WrittenRest): void {
  let isFirst = true;
  out.ascii('{');
  for (let i = 0; i < MEMBERS.length; i++) {
    const value = state[MEMBERS[i]!];
    const before = noted[i];
    const isGone = value === undefined || isEmpty(value);
    if (isGone && before === undefined) continue;
    const start = out.length;
    openMember(MEMBERS[i]!, isFirst, out);
    const from = out.length;
    writeJson(isGone ? null : value, out);
    if (!isGone && before !== undefined && out.isSince(from, before)) {
      out.length = start;
      continue;
    }
    isFirst = false;
    noted[i] = isGone ? undefined : out.since(from);
  }
  out.ascii('}');
}

/** Takes what has changed into a state. */
export function applyRestPatch(state: CustomerState, patch: RestPatch): void {
  const empty = emptyState(state.id);
  for (const member of MEMBERS) {
    const value = patch[member];
    if (value === undefined) continue;
    Object.assign(state, { [member]: value ?? empty[member] });
    if (state[member] === undefined) delete (state as Partial<CustomerState>)[member];
  }
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
