import * as z from 'zod';
import { say } from '../words/say.ts';
import { sayEach } from '../words/say-each.ts';
import { strict } from './strict-map.ts';

const yes = z.boolean('true or false');

/** One purpose of `purposes` in `workspace.yaml`. */
export const purpose = say(
  sayEach(
    strict({ marketing: yes.default(true), 'any-hour': yes.default(false), 'double-opt-in': yes.default(false) }),
    {
      marketing: {
        title: { en: 'Marketing', de: 'Werbung' },
        description: { en: 'Needs a recorded yes.', de: 'Braucht ein aufgezeichnetes Ja.' },
      },
      'any-hour': { en: 'May pass quiet hours', de: 'Darf in Ruhezeiten' },
      'double-opt-in': {
        title: { en: 'E-mail needs confirmation', de: 'E-Mail braucht Bestätigung' },
        description: {
          en: 'A yes by e-mail counts once the link of a mail was followed.',
          de: 'Ein Ja per E-Mail gilt, sobald dem Link einer Mail gefolgt wurde.',
        },
      },
    },
  ).transform((p) => ({
    marketing: p.marketing,
    anyHour: p['any-hour'],
    ...(p['double-opt-in'] && { doubleOptIn: true as const }),
  })),
  { en: 'Purpose', de: 'Zweck' },
);
