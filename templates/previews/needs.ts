import type { Compiling } from '../compiling/compiling.ts';
import { compileExpression, compileMustache, type Expression } from '../compiling/expression.ts';
import type { Run, Scope } from '../compiling/scope.ts';
import type { Helper, TemplateDefinition } from '../contract.ts';
import { FORMATS } from '../formats/all.ts';
import { parseSource } from '../source/syntax.ts';
import { isScalar } from '../values/reading.ts';
import { EXAMPLE_SETTING } from './example-setting.ts';

/** Where none of these values is known, a slot cannot be filled. */
export interface TemplateNeed {
  /** As they are written: `event.product.sku`. */
  readonly values: readonly string[];
  readonly channel: string;
  /** Which slot: `channels.email.subject`, `locales.de.email.subject`. */
  readonly at: string;
}

/**
 * What a template that compiles needs in every case: what it writes outside of blocks, the lists and groups that it
 * takes for granted. What stands in a block may not be asked for, and what has a fallback needs nothing, so there may
 * be more that it needs, and never less.
 */
export function needsOf(template: TemplateDefinition, helpers: ReadonlyMap<string, Helper>): readonly TemplateNeed[] {
  const written = [
    { channels: template.channels, path: 'channels' },
    ...Object.entries(template.locales).map(([locale, channels]) => ({ channels, path: `locales.${locale}` })),
  ];
  return written.flatMap(({ channels, path }) =>
    Object.entries(channels).flatMap(([channel, slots]) =>
      Object.entries(slots).flatMap(([slot, source]) =>
        needsIn(source, helpers).map((values) => ({ values, channel, at: `${path}.${channel}.${slot}` })),
      ),
    ),
  );
}

function needsIn(source: string, helpers: ReadonlyMap<string, Helper>): readonly (readonly string[])[] {
  const parsed = parseSource(source);
  if ('problem' in parsed) return [];
  const compiling: Compiling = {
    helpers,
    format: FORMATS.text,
    problems: [],
    reads: { groups: new Set(), isAll: false },
    levels: [],
    depth: 0,
  };
  return parsed.program.body.flatMap((statement) => {
    const needs = needsOfStatement(statement, compiling);
    return needs.length === 0 ? [] : [needs];
  });
}

function needsOfStatement(node: hbs.AST.Statement, compiling: Compiling): readonly string[] {
  if (node.type === 'MustacheStatement') {
    return namesWhere(isScalar, compileMustache(node as hbs.AST.MustacheStatement, compiling));
  }
  if (node.type !== 'BlockStatement') return [];
  const { path, params, inverse } = node as hbs.AST.BlockStatement;
  const [argument] = params;
  if (!argument) return [];
  const isGoneThrough = (path.original === 'each' || path.original === 'with') && !inverse;
  return namesWhere(isGoneThrough ? isGroup : () => true, compileExpression(argument, compiling));
}

/** The variables of an expression that does not do, or fails, where nothing is known. */
function namesWhere(does: (value: unknown) => boolean, { value, variables }: Expression): readonly string[] {
  try {
    if (does(value(NOTHING_KNOWN, { ...NOTHING_GIVEN }))) return [];
  } catch {
    // It cannot do without: that is what was asked.
  }
  return [...new Set(variables.map(({ name }) => name))];
}

function isGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const NO_VIEW = Object.freeze(Object.create(null));
const NOTHING_KNOWN: Scope = { value: NO_VIEW, parent: undefined, turn: undefined, named: [] };
const NOTHING_GIVEN: Run = { view: NO_VIEW, setting: EXAMPLE_SETTING, maxChars: 0, turns: 0 };
