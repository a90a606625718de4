import * as z from 'zod';
import { ROLES } from '../people/contract.ts';

/** A person, for administrators. */
export const personView = z.object({
  name: z.string(),
  roles: z.array(z.enum(ROLES)).readonly(),
  publishes: z.boolean(),
  madeAt: z.number(),
  seenAt: z.number().exactOptional(),
  hasPassword: z.boolean(),
});
