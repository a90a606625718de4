import * as z from 'zod';
import type { SignalKind } from './contract.ts';

/** Says that two ids are one person: what is known under the previous id is merged into this customer. */
export default {
  name: 'alias',
  summary: 'Another id of the same person.',
  about: 'customer',
  value: z.strictObject({ previousId: z.string().min(1).max(128) }),
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
