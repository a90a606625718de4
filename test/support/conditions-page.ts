import { stringify } from 'yaml';
import type { Field } from '../../triggers/contract.ts';
import type { Operator } from '../../triggers/operators/contract.ts';
import type { KeptValue } from '../../triggers/signals/contract.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';

/**
 * A page with its tables as the parts themselves would have them: what stands between `<!-- NAME -->` and `<!-- /NAME
 * -->`.
 */
export function withTables(page: string, vocabulary: Vocabulary): string {
  const tables: Readonly<Record<string, string>> = {
    operators: operatorTables(vocabulary),
    fields: fieldTables(vocabulary),
  };
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, from, to) => `${from}\n${table}\n${to}`,
      ),
    page,
  );
}

function operatorTables({ operators }: Vocabulary): string {
  const groups = new Map<string, Operator[]>();
  for (const operator of operators.values()) {
    const group = operator.about === 'change' ? 'change' : operator.reads[0]!;
    groups.set(group, [...(groups.get(group) ?? []), operator]);
  }
  return ORDER.flatMap((group) => {
    const rows = (groups.get(group) ?? []).map(operatorRow);
    return rows.length === 0
      ? []
      : [`### ${TITLES[group]}`, '', '| operator | for | such as | |', '|---|---|---|---|', ...rows, ''];
  }).join('\n');
}

const ORDER = ['number', 'string', 'boolean', 'date', 'time', 'list', 'object', 'any', 'change', 'events', 'messages'];
const TITLES: Readonly<Record<string, string>> = {
  number: 'Numbers, and values in general',
  string: 'Texts and versions',
  boolean: 'Yes and no',
  date: 'Dates',
  time: 'Times of day',
  list: 'Lists',
  object: 'Objects',
  any: 'Whatever it is',
  change: 'What the signal changed',
  events: 'What the customer did',
  messages: 'What the customer was sent',
};

function operatorRow({ name, reads, summary, examples }: Operator): string {
  const [example] = examples;
  const args = stringify(example?.args, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return `| \`${name}\` | ${reads.join(', ')} | \`${name}: ${cell(args)}\` | ${cell(summary.en)} |`;
}

function fieldTables({ fields, signals }: Vocabulary): string {
  const kept = new Map([...signals.values()].flatMap(({ keeps }) => Object.entries(keeps)));
  const rows = [...fields.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((field) => fieldRow(field, kept.get(field.name)));
  return ['| field | type | stays true for | |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function fieldRow({ name, type, unit, summary }: Field, kept: KeptValue | undefined): string {
  const what = unit === undefined ? type : `${type}, ${unit}`;
  return `| \`${name}\` | ${what} | ${kept ? writeDuration(kept.staysTrueMs) : ''} | ${cell(summary.en)} |`;
}

function writeDuration(ms: number): string {
  if (ms === Infinity) return 'always';
  const minutes = ms / 60_000;
  return minutes % 1_440 === 0 ? `${minutes / 1_440} d` : `${minutes} min`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
