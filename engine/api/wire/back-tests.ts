import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import { ASSUMPTIONS } from '../../studies/contract.ts';
import {
  type Difference,
  KEPT_STATES,
  type KeptBackTest,
  type KeptCounts,
  type KeptMatch,
  type KeptPerson,
  type KeptReport,
  REACHED_BY,
} from '../../studies/kept/contract.ts';

const time = z.number().describe('Milliseconds since 1970.');
const moment = z.union([z.number(), z.string().max(100)]).optional();

/** The body of `POST /v1/back-tests`. */
export const keptRequest = z.object({
  name: z.string().min(1).max(200).describe('The trigger; its document may leave the name out.'),
  text: z.string().max(262_144).optional().describe('Its document as typed: YAML or JSON.'),
  document: z.record(z.string(), z.unknown()).optional().describe('The same, parsed. Neither: the live trigger.'),
  from: moment.describe('As in `POST /v1/back-test`.'),
  to: moment,
  last: z.string().max(100).optional().describe('How far back instead of `from` (default: 24h).'),
  withLive: z.boolean().default(true).describe('Tests the live trigger of that name too, to compare.'),
  assume: z.array(z.enum(ASSUMPTIONS)).readonly().default([]),
  windowMs: z
    .number()
    .min(0)
    .max(30 * 86_400_000)
    .default(86_400_000),
});

const document = z.record(z.string(), z.unknown()).readonly();
/** Handed on as it was stored: engines of an earlier release may have written it. */
const report: z.ZodType<KeptReport> = z.record(z.string(), z.unknown()) as never;

const difference = z.object({
  added: z.int(),
  lost: z.int(),
  both: z.int(),
} satisfies ShapeOf<Difference>);

/** The answer of `GET /v1/back-tests/:id`. */
export const keptBackTest = z.object({
  id: z.string(),
  trigger: z.string(),
  document: document.exactOptional(),
  period: z.object({ from: time, to: time }),
  assume: z.array(z.enum(ASSUMPTIONS)).readonly(),
  windowMs: z.number(),
  person: z.string().exactOptional().describe('The person that asked.'),
  state: z.enum(KEPT_STATES),
  askedAt: time,
  beganAt: time.exactOptional(),
  endedAt: time.exactOptional(),
  ahead: z.int().exactOptional().describe('How many run before it.'),
  progress: z.object({ done: z.int(), of: z.int() }).exactOptional(),
  error: z.string().exactOptional().describe('Why it failed.'),
  tested: report.exactOptional().describe('The report, as of `POST /v1/back-test`, without customers.'),
  live: report.exactOptional().describe('The same of the live trigger.'),
  liveVersion: z.int().exactOptional(),
  difference: z.object({ sends: difference, matches: difference }).exactOptional(),
  peopleKept: z.int().exactOptional().describe('Customers that are kept by id; those that differ are kept first.'),
} satisfies ShapeOf<KeptBackTest>);

/** The answer of `GET /v1/back-tests`: newest first, without documents and reports. */
export const keptBackTests = z.object({
  backTests: z.array(keptBackTest.omit({ document: true, tested: true, live: true })).readonly(),
});

const match = z.object({
  at: time,
  lat: z.number().exactOptional(),
  lon: z.number().exactOptional(),
  place: z.string().exactOptional(),
  became: z.string(),
  gate: z.string().exactOptional(),
} satisfies ShapeOf<KeptMatch>);

const counts = z.object({
  matches: z.int(),
  sends: z.int(),
  first: z.array(match).readonly(),
} satisfies ShapeOf<KeptCounts>);

/** The query of `GET /v1/back-tests/:id/people`. */
export const peopleQuery = z.object({
  group: z.enum(['added', 'lost', 'both']).optional().describe('Only these; absent: all that were matched.'),
  by: z.enum(REACHED_BY).default('sends').describe('What counts as reached.'),
  with: z.string().max(40).optional().describe('Another back-test; its trigger takes the place of the live one.'),
  after: z.string().max(400).optional().describe('`next` of the page before.'),
  most: z.coerce.number().int().min(1).max(500).default(50),
});

/** The answer of `GET /v1/back-tests/:id/people`. */
export const peopleAnswer = z.object({
  difference: difference.describe('Of the customers that are kept.'),
  people: z
    .array(z.object({ customer: z.string(), tested: counts, live: counts } satisfies ShapeOf<KeptPerson>))
    .readonly()
    .describe('Without positions for those who may not see personal data.'),
  of: z.int(),
  next: z.string().exactOptional().describe('Absent: this is the last page.'),
});

/** The answer of `GET /v1/back-tests/:id/matches`. */
export const matchesAnswer = z.object({
  matches: z
    .array(
      z.object({
        ...match.shape,
        of: z.enum(['tested', 'live']),
        group: z.enum(['added', 'lost', 'both']).exactOptional().describe('Of the customer, by matches.'),
      }),
    )
    .readonly(),
  cut: z.boolean().describe('There are more than are listed.'),
});
