import * as z from 'zod';
import { PERMISSIONS, ROLES } from '../people/contract.ts';

/** Who is signed in, and what they may. */
export const sessionView = z.object({
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  may: z.array(z.enum(PERMISSIONS)),
  mustChoosePassword: z.boolean().describe('They came by a link and have no password yet.'),
});

/** A person, as administrators see them. */
export const personView = z.object({
  name: z.string(),
  roles: z.array(z.enum(ROLES)).readonly(),
  publishes: z.boolean(),
  madeAt: z.number(),
  seenAt: z.number().exactOptional(),
  hasPassword: z.boolean(),
});
