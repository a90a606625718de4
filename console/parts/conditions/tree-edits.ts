import type { CatalogPart } from '../../../engine/api/contract.ts';
import type { DocumentPath, Edit } from '../document/contract.ts';
import { valueAt } from '../document/path.ts';
import type { Schema } from '../schema-form/contract.ts';
import { firstValue } from '../schema-form/first-value.ts';
import { fits, isMapping } from '../schema-form/fits.ts';
import type { CatalogIndex, FieldFacts } from './catalog-index.ts';
import { EQUALS, isGroup, testsIn } from './tree.ts';

/*
 * What the buttons of a tree of conditions do, as edits of the text. `root` is where the tree stands (`when`), `value`
 * what stands there; paths lead from the document's root.
 */

/** Adds a condition to a tree: to its `all` where it has one, else beside what is there. */
export function addToTree(root: DocumentPath, value: unknown, field: string, tests: unknown): readonly Edit[] {
  const entries = isMapping(value) ? Object.keys(value) : [];
  const condition = { [field]: tests };
  if (!isMapping(value) || entries.length === 0)
    return [{ do: 'set', path: root, value: { all: [condition] }, order: TOP }];
  if (Array.isArray(value.all)) return [{ do: 'set', path: [...root, 'all', value.all.length], value: condition }];
  return [
    { do: 'gather', path: root, key: 'all' },
    { do: 'set', path: [...root, 'all', entries.length], value: condition },
  ];
}

/** Where the condition stands that these edits add. */
export function pathOfAdded(edits: readonly Edit[]): DocumentPath {
  const edit = edits.at(-1);
  if (edit?.do !== 'set') return [];
  const [list] = isMapping(edit.value) ? Object.entries(edit.value) : [];
  if (!list) return edit.path;
  const [key, members] = list;
  if (typeof edit.path.at(-1) === 'number') return [...edit.path, key];
  const [first] = Array.isArray(members) && isGroup(key) ? members : [];
  return isMapping(first) ? [...edit.path, key, 0, Object.keys(first)[0] ?? ''] : edit.path;
}

/** Adds a property to conditions on an item: all of them must hold, so they stand beside each other. */
export function addProperty(root: DocumentPath, value: unknown, name: string, tests: unknown): readonly Edit[] {
  if (isMapping(value) && Object.hasOwn(value, name)) return addToTree(root, value, name, tests);
  return [{ do: 'set', path: [...root, name], value: tests }];
}

/** Adds a group that has no condition yet. */
export function addGroup(root: DocumentPath, value: unknown): readonly Edit[] {
  if (isMapping(value) && !Object.hasOwn(value, 'any') && !Array.isArray(value.all) && Object.keys(value).length > 0)
    return [{ do: 'set', path: [...root, 'any'], value: [] }];
  if (isMapping(value) && Array.isArray(value.all))
    return [{ do: 'set', path: [...root, 'all', value.all.length], value: { any: [] } }];
  if (isMapping(value) && Object.keys(value).length > 0) return [{ do: 'gather', path: root, key: 'all' }];
  return [{ do: 'set', path: root, value: { any: [] }, order: TOP }];
}

/** Takes away a condition, a test or a group, and what would be left empty by that, up to the tree itself. */
export function removeFromTree(document: unknown, root: DocumentPath, path: DocumentPath): readonly Edit[] {
  let gone = path;
  while (gone.length > root.length && sizeOf(valueAt(document, gone.slice(0, -1))) <= 1) gone = gone.slice(0, -1);
  return [{ do: 'remove', path: gone }];
}

/** Asks the same of another field, where its type allows that; else begins anew. */
export function changeField(
  index: CatalogIndex,
  path: DocumentPath,
  value: unknown,
  field: FieldFacts,
): readonly Edit[] {
  const allowed = index.operatorsFor(field);
  const isKept = testsIn(value).every(([name, args]) => {
    const operator = allowed.find((one) => one.name === name);
    return operator !== undefined && isValueOf(index.argumentsOf(operator, field), args);
  });
  const rename: Edit = { do: 'rename', path, key: field.name };
  return isKept ? [rename] : [{ do: 'set', path, value: firstTests(index, field) }, rename];
}

/** Asks by another operator; arguments that it can take stay. */
export function changeOperator(
  path: DocumentPath,
  value: unknown,
  from: string,
  to: CatalogPart,
  schema: Schema,
): readonly Edit[] {
  const args = isMapping(value) ? value[from] : value;
  const next = carry(schema, args);
  if (!isMapping(value)) return [{ do: 'set', path, value: { [to.name]: next } }];
  if (Object.hasOwn(value, to.name)) return [];
  const rename: Edit = { do: 'rename', path: [...path, from], key: to.name };
  return next === args ? [rename] : [{ do: 'set', path: [...path, from], value: next }, rename];
}

/** Asks something more of the same field. */
export function addTest(path: DocumentPath, value: unknown, operator: string, args: unknown): readonly Edit[] {
  if (isMapping(value)) return [{ do: 'set', path: [...path, operator], value: args }];
  return [{ do: 'set', path, value: { [EQUALS]: value, [operator]: args } }];
}

/** The tests that a new condition begins with. */
export function firstTests(index: CatalogIndex, field: FieldFacts): unknown {
  const allowed = index.operatorsFor(field);
  if (field.type === 'boolean') return true;
  const wanted = Array.isArray(field.values) && field.type === 'string' ? 'one-of' : PREFERRED[field.type];
  const operator =
    allowed.find(({ name }) => name === wanted) ??
    allowed.find(({ detail }) => ((detail?.reads ?? []) as readonly string[]).includes(field.type)) ??
    allowed[0];
  if (!operator) return true;
  const args = firstArguments(index, operator, field);
  return operator.name === EQUALS ? args : { [operator.name]: args };
}

/** The arguments that an operator begins with. */
export function firstArguments(index: CatalogIndex, operator: CatalogPart, field: FieldFacts): unknown {
  return emptyOf(index.argumentsOf(operator, field));
}

/** What people ask first of a field of a type. */
const PREFERRED: Readonly<Record<string, string>> = {
  number: 'at-least',
  string: EQUALS,
  time: 'between',
  date: 'within-last',
  list: 'has-any',
  any: EQUALS,
  events: 'did',
  messages: 'received',
};

/** Where `when` goes among the keys of a trigger. */
export const TOP = [
  'name',
  'summary',
  'on',
  'when',
  'unknown',
  'cooldown',
  'priority',
  'holdout',
  'measure-for',
  'shadow',
  'message',
];

/** Arguments to begin with: a list of closed values begins empty, as any of them would be a guess. */
function emptyOf(schema: Schema): unknown {
  if (schema.type === 'array' && !schema.prefixItems) return [];
  if (schema.kind === 'value' && schema.anyOf) return '';
  return firstValue(schema);
}

function carry(schema: Schema, args: unknown): unknown {
  if (isValueOf(schema, args)) return args;
  if (schema.type === 'array' && schema.items && !schema.prefixItems && isValueOf(schema.items, args)) return [args];
  if (Array.isArray(args) && args.length > 0 && isValueOf(schema, args[0])) return args[0];
  if (schema.prefixItems && isValueOf(schema.prefixItems[0] ?? {}, args)) return [args, args];
  return emptyOf(schema);
}

/** Whether a schema can draw a value, and, of closed values, has it. */
function isValueOf(schema: Schema, value: unknown): boolean {
  if (!fits(schema, value)) return false;
  if (schema.const !== undefined) return true;
  if (schema.enum) return schema.enum.includes(value);
  if (schema.pattern !== undefined && typeof value === 'string') return new RegExp(schema.pattern).test(value);
  if (Array.isArray(value) && schema.items) return value.every((one) => isValueOf(schema.items || {}, one));
  if (Array.isArray(value) && schema.prefixItems)
    return value.every((one, i) => isValueOf(schema.prefixItems![i] ?? {}, one));
  return true;
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** Whether an entry of a list is a group alone, which can be dissolved into the list. */
export function isGroupItem(item: unknown): boolean {
  if (!isMapping(item)) return false;
  const keys = Object.keys(item);
  const [key = ''] = keys;
  const members = item[key];
  return keys.length === 1 && isGroup(key) && Array.isArray(members) && members.length > 0;
}
