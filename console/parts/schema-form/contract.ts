import type { FunctionComponent } from 'react';
import type { DocumentPath, Edit } from '../document/contract.ts';

/**
 * A JSON Schema as the catalog gives it: with titles in the reader's language, and the kind of input that it asks for.
 */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly kind?: string;
  readonly unit?: string;
  readonly examples?: readonly unknown[];
  readonly titles?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** One input of a form: a part of a document, drawn by its schema. */
export interface InputProps {
  readonly schema: Schema;
  /** Undefined: it is not said. */
  readonly value: unknown;
  readonly path: DocumentPath;
  /** Its name for people; absent: it stands without one, and `label` names it for screen readers. */
  readonly label?: string;
  /** It stands in a line of text: small, and named for screen readers alone. */
  readonly isInline?: boolean;
}

export type Input = FunctionComponent<InputProps>;

/** Something that can be chosen: as it is written, and as people call it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What there is to choose from, by the kind of argument that names it. */
export type Choices = Readonly<Record<string, readonly Choice[]>>;

/** A problem of the draft, at its place in it. */
export interface FormProblem {
  readonly path: string;
  readonly expected: string;
}

/** What all inputs of a form share. It is the same object as long as the form stands. */
export interface FormTools {
  /** Changes the document. */
  edit(...edits: readonly Edit[]): void;
  /** Puts a text in place of the lines of an outermost key; undefined: of what stands before the first. */
  replaceBlock(key: string | undefined, by: string): void;
  /** The text of a part of the document, as it was written. */
  sourceOf(path: DocumentPath): string;
  /** The whole document, as it is when it is asked. */
  valueNow(): unknown;
}
