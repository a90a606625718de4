import type { ResultsAddress } from './address.ts';

/** What a number may be about besides its period and facts. */
const OF_DECISIONS = [
  ...['step', 'gate', 'code', 'args', 'alone', 'attribution', 'age_from', 'age_until', 'next_channel'],
] as const;
const OF_PEOPLE = [
  'of',
  'other',
  'hours',
  'days',
  'returned',
  'in_group',
  'goal',
  'triggers',
  'in_variant',
  'converted',
] as const;

/** The question that lists what is behind the number of an address: decisions, or people with one decision each. */
export function behindOf({ asked, param }: Pick<ResultsAddress, 'asked' | 'param'>) {
  const isOfPeople = param('of') !== '';
  const names = isOfPeople ? OF_PEOPLE : OF_DECISIONS;
  const narrowed = Object.fromEntries(names.map((name) => [name, param(name)]).filter(([, value]) => value !== ''));
  return {
    isOfPeople,
    name: isOfPeople ? 'people-behind' : 'decisions-behind',
    params: { ...asked, ...narrowed } as Readonly<Record<string, string>>,
  };
}

/** The address's parameters about people, each empty: what takes them out. */
export const NOBODY: Readonly<Record<string, string>> = Object.fromEntries(OF_PEOPLE.map((name) => [name, '']));
