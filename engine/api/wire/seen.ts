import * as z from 'zod';

/** The answer of `GET /v1/seen`: names that came in the last days, the most frequent first. */
export const seenLately = z.object({
  from: z.number().describe('Milliseconds since 1970: what came since then was looked at.'),
  kinds: z
    .array(z.object({ name: z.string(), count: z.int() }))
    .readonly()
    .describe('Kinds of signal.'),
  events: z
    .array(z.object({ name: z.string(), count: z.int(), properties: z.array(z.string()).readonly() }))
    .readonly()
    .describe('Events by name, with the properties they carried; of many signals 200,000 are looked at.'),
  fields: z
    .array(z.object({ name: z.string(), count: z.int(), customers: z.int() }))
    .readonly()
    .describe('Members of the families `customer.*` and `event.*` that came.'),
});
