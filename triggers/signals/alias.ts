import * as z from 'zod';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** Says that two ids are one person: what is known under the previous id is merged into this customer. */
export default {
  name: 'alias',
  title: { en: 'Another id', de: 'Weitere Kennung' },
  summary: { en: 'Another id of the same person.', de: 'Eine weitere Kennung derselben Person.' },
  about: 'customer',
  value: sayEach(z.strictObject({ previousId: z.string().min(1).max(128) }), {
    previousId: { en: 'Previous id', de: 'Bisherige Kennung' },
  }),
  keeps: {},
  ids: ['previousId'],
  merges: ({ previousId }) => previousId as string,
  examples: [
    { value: { previousId: 'a-17' }, ok: true },
    { value: { previousId: '' }, ok: false },
    { value: {}, ok: false },
    { value: { previousId: 'x'.repeat(129) }, ok: false },
  ],
} satisfies SignalKind;
