import * as z from 'zod';
import type { Transition } from '../places/contract.ts';
import { say } from '../words/say.ts';

const MOST_FIXES = 5;
const EXPECTED = `how many fixes must agree, from 1 to ${MOST_FIXES}`;

/** How many fixes a marketer wants to agree, the one that entered or left included. */
export const confirm = say(
  z.int(EXPECTED).min(1, EXPECTED).max(MOST_FIXES, EXPECTED),
  { en: 'Positions that must agree', de: 'Übereinstimmende Positionen' },
  {
    description: { en: 'More are surer and later.', de: 'Mehr sind sicherer und später.' },
    kind: 'count',
    examples: [2],
  },
).optional();

/** Names an entering or leaving that so many fixes confirmed. */
export function nameConfirmed(transition: 'enter' | 'exit', fixes: number | undefined): Transition {
  return fixes === undefined || fixes === 1 ? transition : `${transition}/${fixes}`;
}
