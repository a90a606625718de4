import type * as z from 'zod';
import type { Tracker } from '../changes/contract.ts';
import type { Answer, FieldType, Test } from '../contract.ts';
import type { Hint } from '../match-index/contract.ts';
import type { Words } from '../words/contract.ts';

export interface Example {
  readonly args: unknown;
  readonly value: unknown;
  readonly answer: Answer;
  /** For operators that go by the time: ISO 8601, 1970 when not given. */
  readonly at?: string;
  /** UTC when not given. */
  readonly zone?: string;
}

/**
 * Compiles what a part's own arguments contain besides plain data. Takes note of problems and goes on; never throws.
 */
export interface Nested {
  /**
   * Tests on one value of this type: `{ at-least: 2 }`, or a scalar to equal. `at` says where in the arguments they
   * stand.
   */
  test(source: unknown, type: FieldType, at: string): Test;
  /**
   * Conditions on an object's own properties, `{ price: { above: 10 }, brand: acme }`: a test on such an object. With a
   * kind of signal they are on what a signal of that kind says.
   */
  where(source: unknown, at: string, kind?: string): Test;
  /** A name in the arguments that the workspace must have; takes note where it does not. */
  name(kind: 'channel' | 'purpose', name: string, at: string): void;
}

/** One way to compare a field with its arguments. One file in `operators/`, named after itself. */
export interface Operator {
  readonly name: string;
  /** A few words that stand behind a field's title: `is at least`. */
  readonly title: Words;
  readonly summary: Words;
  /** The types of field it can read; `check` refuses it on any other. */
  readonly reads: readonly FieldType[];
  /**
   * The input of its test. Absent: the value. `change`: a `Change`, the change of the value by the signal at hand;
   * `past`: a `Past`, what is remembered of it. Both only of values that signals keep.
   */
  readonly about?: 'change' | 'past';
  readonly args: z.ZodType;
  /** The arguments that go with a field of this type, where that is less than `args` allows. */
  argsFor?(type: FieldType): z.ZodType;
  /** At least one yes, one no and one unknown (none where it always knows); they run as tests. */
  readonly examples: readonly Example[];
  /** Checks `args` once, when a trigger is loaded; the returned test runs on every moment. Throws a ZodError. */
  compile(args: unknown, nested: Nested): Test;
  /**
   * The values that it compares with: those of a field with a closed list must be among that list. Checks `args` as
   * `compile` does.
   */
  compares?(args: unknown): readonly unknown[];
  /** The values for which the test says yes, where that can be listed: lets an index find the trigger by them. */
  hint?(args: unknown): Hint | undefined;
  /** Values that it says no to outside of, where `hint` would say too much: known, but not these, is a no. */
  implies?(args: unknown): Hint | undefined;
  /** Returns the memories that it needs of each customer. Checks `args` as `compile` does. */
  tracker?(args: unknown, nested: Nested): Tracker | undefined;
  /** How long messages must be kept for it. Checks `args` as `compile` does. */
  keepsMessagesMs?(args: unknown): number | undefined;
}

/** Ties an operator's argument schema to its compile function, then forgets the type. */
export function defineOperator<S extends z.ZodType>(spec: {
  name: string;
  title: Words;
  summary: Words;
  reads: readonly FieldType[];
  about?: 'change' | 'past';
  args: S;
  argsFor?(type: FieldType): z.ZodType;
  examples: readonly Example[];
  compile(args: z.infer<S>, nested: Nested): Test;
  compares?(args: z.infer<S>): readonly unknown[];
  hint?(args: z.infer<S>): Hint | undefined;
  implies?(args: z.infer<S>): Hint | undefined;
  tracker?(args: z.infer<S>, nested: Nested): Tracker | undefined;
  keepsMessagesMs?(args: z.infer<S>): number;
}): Operator {
  const { argsFor } = spec;
  const byType = new Map<FieldType, z.ZodType>();
  return {
    ...spec,
    // Making a schema costs more than reading a hundred arguments by it.
    ...(argsFor && {
      argsFor(type: FieldType) {
        const made = byType.get(type) ?? argsFor(type);
        byType.set(type, made);
        return made;
      },
    }),
    compile: (args, nested) => spec.compile(spec.args.parse(args), nested),
    ...(spec.compares && { compares: (args) => spec.compares!(spec.args.parse(args)) }),
    hint: (args) => spec.hint?.(spec.args.parse(args)),
    implies: (args) => spec.implies?.(spec.args.parse(args)),
    keepsMessagesMs: (args) => spec.keepsMessagesMs?.(spec.args.parse(args)),
    tracker: (args, nested) => spec.tracker?.(spec.args.parse(args), nested),
  };
}
