import * as z from 'zod';
import { isOneLine } from '../arguments/one-line.ts';
import { sayEach } from '../words/say-each.ts';
import { strict } from './strict-map.ts';

const senderKeys = sayEach(
  strict({
    name: z
      .string('who writes')
      .min(1, 'who writes')
      .max(200, 'at most 200 characters')
      .refine(isOneLine, 'one line without control characters'),
    email: z
      .string('an e-mail address')
      .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an e-mail address')
      .refine(isOneLine, 'an e-mail address without control characters'),
    // Its lines are those of an envelope.
    'postal-address': z
      .string('a postal address')
      .min(1)
      .max(500, 'at most 500 characters')
      .refine((text) => text.split(/\r?\n/).every(isOneLine), 'lines without control characters')
      .optional(),
  }),
  {
    name: { title: { en: 'Name', de: 'Name' }, kind: 'text' },
    email: { title: { en: 'E-mail address', de: 'E-Mail-Adresse' }, kind: 'address', examples: ['hello@shop.example'] },
    'postal-address': {
      title: { en: 'Postal address', de: 'Postanschrift' },
      description: { en: 'Stands below marketing mails.', de: 'Steht unter Werbemails.' },
      kind: 'text',
    },
  },
);
/** The sender of mails, as a workspace writes it. */
export const sender = senderKeys.transform((s) => ({
  name: s.name,
  email: s.email,
  ...(s['postal-address'] !== undefined && { postalAddress: s['postal-address'] }),
}));
