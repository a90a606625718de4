import type * as z from 'zod';
import type { CompiledWaker, FieldType, Need, Read } from '../contract.ts';
import type { Nested } from '../operators/contract.ts';
import type { Words } from '../words/contract.ts';

/** The same for wakers, whose arguments may speak of the moment's fields. */
export interface NestedInMoment extends Nested {
  /** A field by its name: its type, and how it is read. An unknown name is a problem, and its value stays unknown. */
  field(name: string, at: string): { readonly type: FieldType; readonly read: Read };
  /**
   * Those of the conditions on what `of` reads that an index can use, and that must all hold where the conditions do.
   */
  needs(where: unknown, of: Read): readonly Need[];
  /** Takes note of a problem that the schema of the arguments cannot see. */
  refuse(at: string, expected: string): void;
}

/** One way to wake a trigger: what stands under `on`. One file in `wakers/`, named after itself. */
export interface Waker {
  readonly name: string;
  /** A few words that stand behind `when a customer`: `enters a place`. */
  readonly title: Words;
  readonly summary: Words;
  readonly args: z.ZodType;
  /** It never wakes at a stimulus itself, only when a timer of its own is due. */
  readonly onlyByTimer?: true;
  /** Arguments as a marketer writes them, and the wake keys they listen to; they run as tests. */
  readonly examples: readonly { readonly args: unknown; readonly listens: readonly string[] }[];
  /** Checks `args` once, when a trigger is loaded. Throws a ZodError. */
  compile(args: unknown, nested: NestedInMoment): CompiledWaker;
}

/** Ties a waker's argument schema to its compile function, then forgets the type. */
export function defineWaker<S extends z.ZodType>(spec: {
  name: string;
  title: Words;
  summary: Words;
  args: S;
  onlyByTimer?: true;
  examples: Waker['examples'];
  compile(args: z.infer<S>, nested: NestedInMoment): CompiledWaker;
}): Waker {
  return { ...spec, compile: (args, nested) => spec.compile(spec.args.parse(args), nested) };
}
