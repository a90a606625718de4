import type { Put, Writable } from '../formats/contract.ts';
import { SlotFailure } from '../source/failure.ts';
import { compileBlock } from './blocks.ts';
import { type Compiling, refuse, type Stretch } from './compiling.ts';
import { compileMustache, type Expression } from './expression.ts';
import type { Write } from './scope.ts';

/** Compiles statements one after the other, from a state of the format on. Takes note of problems and goes on. */
export function compileProgram(program: hbs.AST.Program, state: string, compiling: Compiling): Stretch {
  const writes: Write[] = [];
  let at = state;
  for (const statement of program.body) {
    const stretch = compileStatement(statement, at, compiling);
    at = stretch.state;
    writes.push(stretch.write);
  }
  return { write: writeInOrder(writes), state: at };
}

function compileStatement(node: hbs.AST.Statement, state: string, compiling: Compiling): Stretch {
  const { format } = compiling;
  switch (node.type) {
    case 'ContentStatement': {
      const text = (node as hbs.AST.ContentStatement).value;
      const refused = format.refuses?.(text);
      if (refused) refuse(compiling, node, refused);
      return { write: () => text, state: format.follow(state, text) };
    }
    case 'MustacheStatement':
      return compilePut(node as hbs.AST.MustacheStatement, state, compiling);
    case 'BlockStatement':
      return compileBlock(node as hbs.AST.BlockStatement, state, compiling, compileProgram);
    case 'CommentStatement':
      return { write: NOTHING, state };
    default:
      refuse(compiling, node, REFUSED[node.type] ?? 'text, a variable, a helper or a block');
      return { write: NOTHING, state };
  }
}

const NOTHING: Write = () => '';

const REFUSED: Readonly<Record<string, string>> = {
  PartialStatement: 'no partials ({{> …}})',
  PartialBlockStatement: 'no partials ({{#> …}})',
  Decorator: 'no decorators ({{* …}})',
  DecoratorBlock: 'no decorators ({{#* …}})',
};

function compilePut(node: hbs.AST.MustacheStatement, state: string, compiling: Compiling): Stretch {
  const { format } = compiling;
  if (!node.escaped) refuse(compiling, node, 'two braces: every value is escaped for its place');
  const expression = compileMustache(node, compiling);
  const put = format.put(state);
  if (typeof put !== 'function') {
    refuse(compiling, node, put.refused);
    return { write: NOTHING, state };
  }
  return { write: createWrite(expression, put, node), state: format.afterValue(state) };
}

function createWrite({ value, variables }: Expression, put: Put, { path, loc }: hbs.AST.MustacheStatement): Write {
  const name = variables[0]?.name ?? (path as hbs.AST.PathExpression).original;
  return (scope, run) => {
    const found = value(scope, run);
    if (!isWritable(found)) throw new SlotFailure(`${name} ${sayUnwritable(found)}`, loc.start);
    try {
      return put(found);
    } catch (cause) {
      throw new SlotFailure(`${name}: expected ${(cause as Error).message}`, loc.start, { cause });
    }
  };
}

function isWritable(value: unknown): value is Writable {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return false;
  }
}

function sayUnwritable(value: unknown): string {
  if (value === undefined || value === null) return 'is not known';
  if (Array.isArray(value)) return 'is a list: use {{#each}} or list-join';
  return typeof value === 'object' ? 'is a group of values: name one of them' : 'is not a text or a number';
}

function writeInOrder(writes: readonly Write[]): Write {
  const [only] = writes;
  if (writes.length === 1 && only) return only;
  return (scope, run) => {
    let text = '';
    for (const write of writes) text += write(scope, run);
    return text;
  };
}
