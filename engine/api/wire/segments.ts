import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { SegmentCount } from '../../studies/segments/contract.ts';

const count = z.object({
  yes: z.int(),
  no: z.int(),
  unknown: z.int(),
  at: z.number().describe('When they were counted, milliseconds since 1970.'),
} satisfies ShapeOf<SegmentCount>);

/** The answer of `GET /v1/segments`. */
export const segmentsAnswer = z.object({
  segments: z
    .array(
      z.object({
        name: z.string(),
        condition: z.unknown().describe('As it was written.'),
        says: z.string().describe('The condition in words.'),
        count: count.exactOptional().describe('Absent: it is new or was changed, and not counted yet.'),
      }),
    )
    .readonly(),
  customers: z.int().exactOptional().describe('The customers of the last count.'),
  counting: z.object({ looked: z.int() }).exactOptional().describe('A count is under way.'),
});
