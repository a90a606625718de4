import * as z from 'zod';
import type { CompiledWaker } from '../contract.ts';
import type { SignalKind } from '../signals/contract.ts';
import type { Waker } from '../wakers/contract.ts';
import { transitionOf, wakeSubject } from '../waking/wake-keys.ts';
import type { WorldChange } from '../world/contract.ts';

/** The facts that every moment of a waker carries. Facts that the waker does not declare count as possible. */
export interface MomentContents {
  /** Names of what the signal said, as a message reads them: `event.<name>`. Undefined: any may be there. */
  readonly said: readonly string[] | undefined;
  /** They may be about a place. */
  readonly place: boolean;
}

/** Reads off a compiled waker what its moments have with them. */
export function carriedBy(
  { listens }: CompiledWaker,
  waker: Waker | undefined,
  kinds: ReadonlyMap<string, SignalKind>,
): MomentContents {
  const said = waker?.onlyByTimer ? [[]] : listens.map((key) => kindsAt(key, kinds));
  return {
    said: said.every((names) => names !== undefined) ? [...new Set([...said.flat(), 'kind'])] : undefined,
    place: listens.some((key) => transitionOf(key) !== undefined || wakeSubject(key).type === 'world'),
  };
}

/** A change of the world, as its signal tells of it. */
const WORLD_SAID: { readonly [What in WorldChange['what']]: readonly (keyof Changed<What> & string)[] } = {
  weather: ['what', 'before', 'after'],
  opened: ['what', 'places'],
  closed: ['what', 'places'],
  stock: ['what', 'place', 'sku', 'quantity'],
};

type Changed<What> = WorldChange extends infer Change
  ? Change extends { readonly what: infer W }
    ? What extends W
      ? Change
      : never
    : never
  : never;

/** Returns the members of signals that call a wake key; undefined when any are possible. */
function kindsAt(key: string, kinds: ReadonlyMap<string, SignalKind>): readonly string[] | undefined {
  const subject = wakeSubject(key);
  if (subject.type === 'world') return WORLD_SAID[subject.what];
  // Nothing but a fix moves anybody.
  if (transitionOf(key) !== undefined) return membersOf(kinds.get('location'));
  return subject.type === 'kind' && subject.name !== 'event' ? membersOf(kinds.get(subject.name)) : undefined;
}

function membersOf(kind: SignalKind | undefined): readonly string[] | undefined {
  if (!kind) return undefined;
  const { properties, additionalProperties } = z.toJSONSchema(kind.value, { io: 'input', unrepresentable: 'any' });
  return properties && additionalProperties === false ? Object.keys(properties) : undefined;
}
