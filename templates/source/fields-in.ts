import type { Helper } from '../contract.ts';
import { parseSource } from './syntax.ts';

/** A field that a source reads, and where: lines and columns from 1. */
export interface FieldRead {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Lists the fields that a source reads by their whole names, in their order. Within `{{#each}}` and `{{#with}}` names
 * may mean members of what it goes through, so they are left out. A source that cannot be parsed reads nothing.
 */
export function fieldsIn(source: string, helpers: ReadonlyMap<string, Helper>): readonly FieldRead[] {
  const parsed = parseSource(source);
  if ('problem' in parsed) return [];
  const found: FieldRead[] = [];
  readProgram(parsed.program, helpers, found);
  return found;
}

type Helpers = ReadonlyMap<string, Helper>;

function readProgram(program: hbs.AST.Program | undefined, helpers: Helpers, found: FieldRead[]): void {
  for (const statement of program?.body ?? []) {
    if (statement.type === 'MustacheStatement') readCall(statement as hbs.AST.MustacheStatement, helpers, found);
    if (statement.type === 'BlockStatement') readBlock(statement as hbs.AST.BlockStatement, helpers, found);
  }
}

function readBlock(block: hbs.AST.BlockStatement, helpers: Helpers, found: FieldRead[]): void {
  for (const param of block.params) readExpression(param, helpers, found);
  const opensScope = block.path.original === 'each' || block.path.original === 'with';
  if (!opensScope) readProgram(block.program, helpers, found);
  readProgram(block.inverse, helpers, found);
}

function readCall(
  call: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>,
  helpers: Helpers,
  found: FieldRead[],
): void {
  if (call.params.length === 0 && !call.hash) readExpression(call.path, helpers, found);
  for (const param of call.params) readExpression(param, helpers, found);
  for (const pair of call.hash?.pairs ?? []) readExpression(pair.value, helpers, found);
}

function readExpression(node: hbs.AST.Expression, helpers: Helpers, found: FieldRead[]): void {
  if (node.type === 'SubExpression') readCall(node as hbs.AST.SubExpression, helpers, found);
  if (node.type !== 'PathExpression') return;
  const { original, data, depth, loc } = node as hbs.AST.PathExpression;
  if (data || depth > 0 || original === 'this' || helpers.has(original)) return;
  found.push({ name: original, line: loc.start.line, column: loc.start.column + 1 });
}
