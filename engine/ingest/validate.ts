import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod';
import { LIMITS, type Signal } from '../../sdk/protocol.ts';
import { isPlaceholder } from '../../triggers/arguments/placeholder-ids.ts';
import type { References } from '../../triggers/problems/contract.ts';
import { nearest } from '../../triggers/problems/nearest.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { KeyRole } from '../access/contract.ts';
import type { Clock } from '../contract.ts';
import { createIds } from './made-ids.ts';
import { signalTime } from './signal-time.ts';
import { valueFault } from './value-fault.ts';

/**
 * Checks a client's signal, sent with a key of this role. Returns the signal, or why it is refused: `path:
 * expectation`. Never throws.
 */
export type Validate = (input: unknown, role: KeyRole) => Signal | string;

const ID = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idChars}}$`);
const CUSTOMER = new RegExp(`^[^\\x00-\\x1f\\x7f-\\x9f]{1,${LIMITS.idChars}}$`);
const NAMES = ['id', 'kind', 'customer', 'at', 'value'];
const KNOWN = new Set(NAMES);
const NOTHING = Object.freeze({});

/**
 * Compiles the kinds' schemas once; the returned function is for the hot path.
 *
 * Time: `at` is the client's clock. Absent or ahead of the engine's clock by at most 5 minutes it counts as now;
 * further ahead or older than 7 days it is refused. Older than 15 minutes is accepted but late: it may update what is
 * known, and wakes nothing (`isLate`). An `id` the client chose makes a repeat a duplicate; without one an id is made.
 * `references` are the workspace's purposes and channels as they are live.
 */
export function createValidator(
  kinds: ReadonlyMap<string, SignalKind>,
  clock: Clock,
  references: () => References = () => NOTHING,
): Validate {
  const compiled = compileKinds(kinds);
  const nextId = createIds();
  return (input, role) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return 'signal: must be an object';
    const { id, kind, customer, at, value = NOTHING } = input as Readonly<Record<string, unknown>>;
    const known = typeof kind === 'string' ? compiled.get(kind) : undefined;
    if (known === undefined) return kindFault(kind, kinds);
    for (const name in input) if (!KNOWN.has(name)) return nameFault(name);
    if (id !== undefined && (typeof id !== 'string' || !ID.test(id))) {
      return `id: must be text of 1 to ${LIMITS.idChars} printable characters without spaces`;
    }
    if (known.isAboutWorld) {
      if (customer !== undefined && customer !== '') return `customer: must be absent, ${kind} is not about a customer`;
    } else if (typeof customer !== 'string' || !CUSTOMER.test(customer)) {
      if (customer === undefined) return 'customer: is required';
      return `customer: must be text of 1 to ${LIMITS.idChars} characters without control characters`;
    } else if (isPlaceholder(customer)) return nobodyFault('customer', customer);
    const time = signalTime(at, clock.now());
    if (typeof time === 'string') return time;
    if (!known.check(value)) return valueFault(known.check.errors ?? [], 'value');
    const fault =
      memberFault(known, value as Signal['value'], role) ?? known.vainFault?.(value as Signal['value'], references());
    if (fault !== undefined) return fault;
    return {
      id: id ?? nextId(),
      kind: kind as string,
      customer: known.isAboutWorld ? '' : (customer as string),
      at: time,
      value: value as Signal['value'],
    };
  };
}

/** The fault in a signal's kind or value, for signals that were recorded; undefined: it can be taken. Never throws. */
export function createValueCheck(
  kinds: ReadonlyMap<string, SignalKind>,
): (kind: string, value: Signal['value']) => string | undefined {
  const compiled = compileKinds(kinds);
  return (kind, value) => {
    const known = compiled.get(kind);
    if (known === undefined) return kindFault(kind, kinds);
    return known.check(value) ? idFault(known, value) : valueFault(known.check.errors ?? [], 'value');
  };
}

/** Returns why a customer's id cannot be a real one. */
export function nobodyFault(path: string, id: string): string {
  return `${path}: must be somebody's own, ${JSON.stringify(id.slice(0, LIMITS.idChars))} is what software sends when it has no id`;
}

interface CompiledKind {
  readonly isAboutWorld: boolean;
  readonly check: ValidateFunction;
  readonly ownMembers: readonly string[];
  readonly secretFault: SignalKind['secretFault'];
  readonly vainFault: SignalKind['vainFault'];
  readonly ids: readonly string[];
}

function memberFault(known: CompiledKind, value: Signal['value'], role: KeyRole): string | undefined {
  for (const name of known.ownMembers) if (Object.hasOwn(value, name)) return `value.${name}: is the engine's own`;
  return (role === 'secret' ? undefined : known.secretFault?.(value)) ?? idFault(known, value);
}

function idFault({ ids }: CompiledKind, value: Signal['value']): string | undefined {
  for (const name of ids) {
    const id = value[name];
    if (typeof id === 'string' && isPlaceholder(id)) return nobodyFault(`value.${name}`, id);
  }
  return undefined;
}

/** To compile a schema takes longer than all else of a start; several parts of an engine check the same kinds. */
const compiledBefore = new WeakMap<SignalKind, CompiledKind>();

function compileKinds(kinds: ReadonlyMap<string, SignalKind>): ReadonlyMap<string, CompiledKind> {
  // zod writes a pattern beside every format, so formats need no second check.
  const ajv = new Ajv2020({ strict: false, strictNumbers: true, validateFormats: false, verbose: true });
  const compiled = new Map<string, CompiledKind>();
  for (const kind of kinds.values()) {
    const known = compiledBefore.get(kind) ?? compileKind(ajv, kind);
    compiledBefore.set(kind, known);
    compiled.set(kind.name, known);
  }
  return compiled;
}

function compileKind(ajv: Ajv2020, kind: SignalKind): CompiledKind {
  const check = ajv.compile(z.toJSONSchema(kind.value, { io: 'input' }));
  const { ownMembers = [], secretFault, vainFault, ids = [] } = kind;
  return { isAboutWorld: kind.about === 'world', check, ownMembers, secretFault, vainFault, ids };
}

function kindFault(kind: unknown, kinds: ReadonlyMap<string, SignalKind>): string {
  if (kind === undefined) return `kind: is required, one of ${[...kinds.keys()].join(', ')}`;
  if (typeof kind !== 'string') return 'kind: must be text';
  const near = nearest(kind, [...kinds.keys()]);
  const offer = near ? `did you mean '${near}'?` : `known kinds are ${[...kinds.keys()].join(', ')}`;
  return `kind: '${kind.slice(0, LIMITS.idChars)}' is not known; ${offer}`;
}

function nameFault(name: string): string {
  const near = nearest(name, NAMES);
  return `${name.slice(0, LIMITS.idChars)}: is not known here; ${near ? `did you mean '${near}'?` : `a signal has ${NAMES.join(', ')}`}`;
}
