import { inWords } from '../conditions/words.ts';
import type { Clash } from './clash.ts';

/** Says which conditions exclude each other, as what was expected, and what follows from it. */
export function sayClash({ others, last }: Clash, so: string): string {
  const beside = others.map(({ condition, wanted }) => `\`${wanted ? '' : 'not '}${inWords(condition)}\``);
  const what = `${last.wanted ? 'a condition' : 'a condition under none'} that can be met`;
  return `${beside.length === 0 ? what : `${what} beside ${beside.join(' and ')}`}; ${so}`;
}
