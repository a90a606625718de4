import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import { DOCUMENT_KINDS } from '../../definitions/contract.ts';
import { ASSUMPTIONS } from '../../studies/contract.ts';
import { triggerExplanation } from '../../studies/explanations/contract.ts';
import type { WalkDecision, WalkFindings, WalkMove, WalkStep, WalkWoken } from '../../studies/walks/contract.ts';

const time = z.number().describe('Milliseconds since 1970.');
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
export const MOST_FIXES = 2_000;
const MOST_CORNERS = 1_000;
const LONGEST_TEXT = 4 * 1024 * 1024;

/** The body of `POST /v1/walk`. */
export const walkRequest = z.object({
  line: z
    .array(z.tuple([lon, lat]))
    .min(1)
    .max(MOST_CORNERS)
    .readonly()
    .describe('The way, `[longitude, latitude]` corner by corner.'),
  startAt: time.optional().describe('When it begins; now when nothing is said.'),
  speedMetresPerSecond: z.number().min(0.1).max(100).default(1.4),
  intervalSeconds: z.number().min(1).max(3_600).default(30).describe('Between two fixes.'),
  accuracyMetres: z.number().min(0).max(5_000).default(15),
  restSeconds: z.number().min(0).max(86_400).default(0).describe('How long the walker stays at the end.'),
  customer: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe(
      'Whose values, consents and past count; a new customer when nothing is said. The customer is not touched.',
    ),
  traits: z
    .record(z.string().max(100), z.json())
    .default({})
    .describe('Traits of the walker, instead of what is known.'),
  assume: z.array(z.enum(ASSUMPTIONS)).readonly().default(['consent', 'reach']),
  drafts: z
    .array(
      z.object({
        kind: z.enum(DOCUMENT_KINDS),
        name: z.string().min(1).max(200),
        text: z.string().max(LONGEST_TEXT).optional(),
        body: z.unknown().optional(),
      }),
    )
    .max(100)
    .readonly()
    .default([])
    .describe('Documents that count instead of the live ones.'),
});

const move = z.object({
  move: z.enum(['enter', 'exit', 'seen', 'approach']),
  place: z.string(),
  name: z.string(),
  as: z.string().exactOptional(),
  passing: z.literal(true).exactOptional(),
} satisfies ShapeOf<WalkMove>);

const decision = z.object({
  at: time,
  trigger: z.string(),
  result: z.enum(['send', 'held-back', 'deferred', 'expired']),
  place: z.string().exactOptional(),
  channel: z.string().exactOptional(),
  gate: z.string().exactOptional(),
  code: z.string().exactOptional(),
  args: z
    .record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()]))
    .readonly()
    .exactOptional(),
  reason: z.string().exactOptional(),
  until: time.exactOptional(),
} satisfies ShapeOf<WalkDecision>);

const woken = triggerExplanation.omit({ says: true }).extend({
  at: time,
  by: z.string(),
  blockers: z.array(z.string()).readonly(),
} satisfies Partial<ShapeOf<WalkWoken>>);

const notes = { woken: z.array(woken).readonly(), decisions: z.array(decision).readonly() };

/** The answer of `POST /v1/walk`. */
export const walkAnswer = z.object({
  steps: z
    .array(
      z.object({
        at: time,
        lat: z.number(),
        lon: z.number(),
        accuracyMetres: z.number().exactOptional(),
        speedMetresPerSecond: z.number().exactOptional(),
        ignored: z.enum(['older', 'outdone', 'impossible', 'other-device']).exactOptional(),
        inside: z.array(z.string()).readonly(),
        moves: z.array(move).readonly(),
        ...notes,
      } satisfies ShapeOf<WalkStep>),
    )
    .readonly(),
  after: z.object(notes).describe('What came due after the last fix.'),
} satisfies ShapeOf<WalkFindings>);
