import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { Network, NetworkEdge } from '../../definitions/contract.ts';
import { REFERRED } from '../../definitions/references-in.ts';
import { user } from './contract.ts';

/** The thing that is asked for, in a URL. */
export const referredInPath = z.object({ kind: z.enum(REFERRED), name: z.string().min(1).max(200) });

/** The answer of `GET /v1/used-by/:kind/:name`. */
export const usersAnswer = z.object({ users: z.array(user).readonly() });

const edge = z.object({
  from: z.string(),
  to: z.string(),
  by: z.enum(['wakes', 'place', 'template', 'cap']),
  what: z.string().describe('The thing that both use; of `wakes` the outcomes that are followed.'),
} satisfies ShapeOf<NetworkEdge>);

/** The answer of `GET /v1/network`. */
export const networkAnswer = z.object({
  triggers: z.array(z.string()).readonly(),
  edges: z.array(edge).readonly(),
  isCut: z.boolean().describe('There are more than these.'),
} satisfies ShapeOf<Network>);
