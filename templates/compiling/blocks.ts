import { SlotFailure } from '../source/failure.ts';
import { TEMPLATE_LIMITS } from '../source/limits.ts';
import { type Compiling, type Level, refuse, type Stretch } from './compiling.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { Run, Scope, Write } from './scope.ts';

/** Compiles `{{#if}}`, `{{#unless}}`, `{{#each}}` and `{{#with}}`; there are no other blocks. */
export function compileBlock(
  node: hbs.AST.BlockStatement,
  state: string,
  compiling: Compiling,
  compileBody: (program: hbs.AST.Program, state: string, compiling: Compiling) => Stretch,
): Stretch {
  const name = node.path.original;
  const block = BLOCKS[name];
  const [argument, ...more] = node.params;
  if (!block || !argument || more.length > 0) {
    refuse(
      compiling,
      node,
      `one of ${Object.keys(BLOCKS)
        .map((b) => `{{#${b} value}}`)
        .join(', ')}, got '${name}'`,
    );
    return { write: () => '', state };
  }
  if (compiling.depth >= TEMPLATE_LIMITS.nesting) {
    refuse(compiling, node, `at most ${TEMPLATE_LIMITS.nesting} calls and blocks within each other`);
    return { write: () => '', state };
  }
  const around = { ...compiling, depth: compiling.depth + 1 };
  const level: Level = {
    turns: name === 'each',
    path: argument.type === 'PathExpression' ? (argument as hbs.AST.PathExpression) : undefined,
    names: node.program?.blockParams ?? [],
  };
  const inside = block.opensScope ? { ...around, levels: [...compiling.levels, level] } : around;
  const body = node.program ? compileBody(node.program, state, inside) : undefined;
  const otherwise = node.inverse ? compileBody(node.inverse, state, around) : undefined;
  const ends = [body?.state ?? state, otherwise?.state ?? state, ...(name === 'each' ? [state] : [])];
  if (ends.some((end) => end !== ends[0])) {
    refuse(compiling, node, 'every way through the block to end at the same place: the same tags and quotes open');
  }
  const value = compileExpression(argument, around);
  return { write: block.write({ node, value, body: body?.write, otherwise: otherwise?.write }), state: ends[0]! };
}

interface Parts {
  readonly node: hbs.AST.BlockStatement;
  readonly value: Expression;
  readonly body: Write | undefined;
  readonly otherwise: Write | undefined;
}

interface Block {
  readonly opensScope: boolean;
  write(parts: Parts): Write;
}

const BLOCKS: Readonly<Record<string, Block>> = {
  if: { opensScope: false, write: (parts) => compileChoice(parts, true) },
  unless: { opensScope: false, write: (parts) => compileChoice(parts, false) },
  each: { opensScope: true, write: compileRepeat },
  with: { opensScope: true, write: compileNarrowing },
};

const NOTHING: Write = () => '';

/** A missing value, no, 0, an empty text and an empty list do not hold. */
function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function compileChoice({ value: { value }, body = NOTHING, otherwise = NOTHING }: Parts, wanted: boolean): Write {
  return (scope, run) => (holds(value(scope, run)) === wanted ? body : otherwise)(scope, run);
}

/** Without `{{else}}`, a missing list is a failure: a message must not silently lack a part. */
function compileRepeat({ node, value, body = NOTHING, otherwise }: Parts): Write {
  return (scope, run) => {
    const items = value.value(scope, run);
    if (typeof items !== 'object' || items === null)
      return writeOtherwise(items, 'a list', node, value, otherwise, scope, run);
    const keys = Array.isArray(items) ? undefined : Object.keys(items);
    const values: readonly unknown[] = Array.isArray(items) ? items : Object.values(items);
    if (values.length === 0) return (otherwise ?? NOTHING)(scope, run);
    let text = '';
    for (let index = 0; index < values.length; index++) {
      checkBound(run, text, node);
      const key = keys?.[index] ?? index;
      const turn = { index, key, first: index === 0, last: index === values.length - 1 };
      text += body({ value: values[index], parent: scope, turn, named: [values[index], key] }, run);
    }
    return text;
  };
}

function compileNarrowing({ node, value, body = NOTHING, otherwise }: Parts): Write {
  return (scope, run) => {
    const inner = value.value(scope, run);
    if (typeof inner !== 'object' || inner === null) {
      return writeOtherwise(inner, 'a group of values', node, value, otherwise, scope, run);
    }
    return body({ value: inner, parent: scope, turn: undefined, named: [inner] }, run);
  };
}

function writeOtherwise(
  found: unknown,
  wanted: string,
  node: hbs.AST.BlockStatement,
  { variables }: Expression,
  otherwise: Write | undefined,
  scope: Scope,
  run: Run,
): string {
  if (otherwise && (found === undefined || found === null)) return otherwise(scope, run);
  const name = variables[0]?.name ?? node.path.original;
  const said = found === undefined || found === null ? 'is not known' : `is not ${wanted}`;
  throw new SlotFailure(`${name} ${said}`, node.loc.start);
}

function checkBound(run: Run, text: string, { loc }: hbs.AST.BlockStatement): void {
  if (++run.turns > TEMPLATE_LIMITS.turns) {
    throw new SlotFailure(`more than ${TEMPLATE_LIMITS.turns} turns of {{#each}}`, loc.start);
  }
  if (text.length > run.maxChars) throw new SlotFailure(`more than ${run.maxChars} characters`, loc.start);
}
