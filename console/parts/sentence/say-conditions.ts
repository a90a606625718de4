import { type FieldFacts, openField } from '../conditions/catalog-index.ts';
import { EQUALS, type Group, testsIn, treeEntries } from '../conditions/tree.ts';
import type { Schema } from '../schema-form/contract.ts';
import { joinWords, type Speaker, sayValue, soften } from './say-value.ts';

type InScope = Speaker & { readonly inItem?: boolean };

/** Says conditions: those that must all hold beside each other, other groups in brackets. */
export function sayConditions(value: unknown, speaker: InScope): string {
  return joinWords(clausesOf(value, speaker), 'and', speaker.locale);
}

/** The conditions that must all hold, each as a clause. */
export function clausesOf(value: unknown, speaker: InScope): readonly string[] {
  const entries = treeEntries(value);
  if (!entries) return [speaker.words('odd')];
  return entries.flatMap((entry) => {
    if (entry.type === 'odd') return [speaker.words('odd')];
    if (entry.type === 'tests') return [sayCondition(entry.key, entry.value, speaker)];
    const parts = entry.items.map((item) => sayItem(item, speaker));
    if (entry.key === 'all') return parts;
    return parts.length === 0 ? [] : [sayGroup(entry.key, parts, speaker)];
  });
}

/** Says one of a list of conditions. It is kept with the item, so that a key in one of many says that one again. */
function sayItem(item: unknown, speaker: InScope): string {
  if (typeof item !== 'object' || item === null || speaker.said === undefined) {
    return joinWords(clausesOf(item, speaker), 'and', speaker.locale);
  }
  const known = speaker.said.get(item);
  if (known !== undefined) return known;
  const said = joinWords(clausesOf(item, speaker), 'and', speaker.locale);
  speaker.said.set(item, said);
  return said;
}

function sayGroup(key: Exclude<Group, 'all'>, parts: readonly string[], { words, locale }: Speaker): string {
  if (key === 'any' && parts.length === 1) return parts[0]!;
  const inside = joinWords(parts, key === 'not-all' ? 'and' : 'or', locale);
  return words(`groups.${key}`, { conditions: inside });
}

function sayCondition(name: string, tests: unknown, speaker: InScope): string {
  const { words, index, locale, inItem = false } = speaker;
  const facts = inItem ? openField(name) : (index.fieldOf(name) ?? openField(name));
  const member = facts.family === undefined ? undefined : name.slice(facts.family.length - 1);
  const family = index.fields.find((one) => one.name === facts.family);
  const field = member === undefined ? facts.title : words('memberOf', { family: family?.title ?? name, member });
  const said = testsIn(tests);
  if (said.length === 1 && said[0]![0] === EQUALS && typeof said[0]![1] === 'boolean') {
    return words('member', { title: soften(field, locale), value: words(said[0]![1] ? 'yes' : 'no') });
  }
  const title = soften(field, locale);
  if (inItem) return words('condition', { field: title, tests: sayTests(tests, facts, speaker) });
  const [[operator, args] = ['', undefined]] = said;
  const isOnlyValue = said.length === 1 && (operator === EQUALS || operator === ONE_OF);
  // A list of conditions reads better without verbs in German: `Himmel: Regen, Genauigkeit höchstens 50 m`.
  if (isOnlyValue && words('verbs') !== NONE) {
    return words('member', { title, value: sayArguments(operator, args, facts, speaker) });
  }
  const verbs = new RegExp(`^(?:${words('verbs')}) `);
  const parts = said.map(([name, value]) => sayTest(name, value, facts, speaker).replace(verbs, ''));
  return words('condition', { field: title, tests: joinWords(parts, 'and', locale) });
}

const ONE_OF = 'one-of';
/** In place of verbs that may be left out. */
const NONE = '-';

/** Says the tests on a value, without the value's name. */
export function sayTests(value: unknown, of: FieldFacts | undefined, speaker: Speaker): string {
  const field = of ?? openField('', 'number');
  const said = testsIn(value).map(([name, args]) => sayTest(name, args, field, speaker));
  return joinWords(said, 'and', speaker.locale);
}

function sayTest(name: string, args: unknown, field: FieldFacts, speaker: Speaker): string {
  const { words, index } = speaker;
  const operator = index.operatorOf(name);
  if (!operator) return words('odd');
  if (index.argumentsOf(operator, field).const !== undefined) return operator.title;
  // `is one of rain or drizzle` reads better as what it means.
  const title = name === ONE_OF ? (index.operatorOf(EQUALS)?.title ?? operator.title) : operator.title;
  return words('test', { operator: title, value: sayArguments(name, args, field, speaker) });
}

function sayArguments(name: string, args: unknown, field: FieldFacts, speaker: Speaker): string {
  const operator = speaker.index.operatorOf(name);
  if (!operator) return speaker.words('odd');
  return sayValue(withUnit(speaker.index.argumentsOf(operator, field), field), args, speaker);
}

function withUnit(schema: Schema, { unit }: FieldFacts): Schema {
  return unit === undefined || schema.type !== 'number' ? schema : { unit, ...schema };
}
