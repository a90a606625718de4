import type { SignalKind } from '../../triggers/signals/contract.ts';
import { valueSchemaOf } from '../../triggers/vocabulary/signal-schema.ts';

/**
 * The page on signals with its kinds as they describe themselves: what stands between `<!-- kinds -->` and `<!-- /kinds
 * -->`.
 */
export function withKinds(page: string, kinds: ReadonlyMap<string, SignalKind>): string {
  const sections = [...kinds.values()].map(sectionOf).join('\n');
  return page.replace(/(<!-- kinds -->\n)[\s\S]*?(<!-- \/kinds -->)/, (_, from, to) => `${from}\n${sections}\n${to}`);
}

function sectionOf(kind: SignalKind): string {
  const { name, summary, about, keeps, keepsUnder, examples } = kind;
  const example = examples.find(({ ok }) => ok)?.value;
  const signal = { kind: name, ...(about === 'customer' && { customer: 'anna' }), value: example };
  const kept = [...Object.keys(keeps), ...(keepsUnder ? [`${keepsUnder}<name>`] : [])].map((field) => `\`${field}\``);
  return [
    `### ${name}`,
    '',
    summary.en,
    '',
    '```json',
    wrapSignal(signal),
    '```',
    '',
    ...membersOf(valueSchemaOf(kind) as Shape),
    ...(kept.length > 0 ? [`Keeps ${kept.join(', ')}${about === 'world' ? ' for everybody' : ''}.`, ''] : []),
  ].join('\n');
}

/** What of JSON Schema a kind's value uses. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Shape;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

function membersOf(shape: Shape): readonly string[] {
  // Of a union: what any branch has, and what all of them ask for.
  const branches = shape.anyOf ?? shape.oneOf ?? [shape];
  const properties = Object.assign({}, ...branches.map((branch) => branch.properties)) as NonNullable<
    Shape['properties']
  >;
  const required = Object.keys(properties).filter((name) =>
    branches.every((branch) => branch.required?.includes(name)),
  );
  const rows = Object.entries(properties).map(([name, member]) => {
    const must = required.includes(name) ? 'yes' : '';
    return `| \`${name}\` | ${cell(wordsFor(member))} | ${must} |`;
  });
  return rows.length === 0 ? [] : ['| in `value` | | required |', '|---|---|---|', ...rows, ''];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'object',
  array: 'list',
  null: 'null',
};
/** What zod writes where a whole number has no bound. */
const NO_BOUND = Number.MAX_SAFE_INTEGER;

function wordsFor(shape: Shape): string {
  const { type, anyOf, oneOf, items, properties } = shape;
  const branches = anyOf ?? oneOf;
  if (branches) return [...new Set(branches.map(wordsFor))].join(', or ');
  if (shape.enum) return shape.enum.map((value) => `\`${value}\``).join(', ');
  if (shape.const !== undefined) return `\`${shape.const}\``;
  if (type === undefined) return 'anything';
  const words = [type]
    .flat()
    .map((one) => TYPES[one] ?? one)
    .join(' or ');
  if (items) return `list of ${wordsFor(items)}${shape.maxItems ? `, at most ${shape.maxItems}` : ''}`;
  if (properties)
    return `{ ${Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(', ')} }`;
  return words + boundsOf(shape);
}

function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, maxLength }: Shape): string {
  if (maxLength !== undefined) return `, at most ${maxLength} characters`;
  const from = minimum ?? exclusiveMinimum;
  const to = maximum ?? exclusiveMaximum;
  const hasFrom = from !== undefined && from > -NO_BOUND;
  const hasTo = to !== undefined && to < NO_BOUND;
  if (hasFrom && hasTo) return `, ${from} to ${to}`;
  if (hasFrom) return exclusiveMinimum === undefined ? `, at least ${from}` : `, more than ${from}`;
  return hasTo ? `, at most ${to}` : '';
}

/** One line, or a line for each member of what is too long for one. */
function wrapSignal(signal: object): string {
  const line = spaceJson(signal);
  if (line.length <= 140) return line;
  return `{ ${Object.entries(signal)
    .map(([name, value]) => `"${name}": ${spaceJson(value)}`)
    .join(',\n  ')} }`;
}

/** JSON on one line, with room to read. */
function spaceJson(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(spaceJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaceJson(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
