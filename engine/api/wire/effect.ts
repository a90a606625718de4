import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import {
  type Comparison,
  type Effect,
  type EffectPlan,
  type EffectPoint,
  type GroupSums,
  type Interval,
  type Prospect,
  SEEN,
  type Split,
  type VariantEffect,
  VERDICTS,
} from '../../effect/contract.ts';

const bound = z.number().nullable();
const interval = { estimate: z.number(), low: bound, high: bound } satisfies ShapeOf<Interval>;

const comparison = z.object({
  seen: z
    .enum(SEEN)
    .describe(
      'Whether a difference is seen; `open`: not yet, or too few to say; `unplanned`: the period is not the planned one.',
    ),
  seenAt: z.number().optional(),
  message: z.number(),
  control: z.number(),
  difference: z.object(interval).describe('Per customer.'),
  relative: z.object(interval).nullable().describe('As a share of the control group’s.'),
  caused: z.object(interval).describe('For all customers of the message group.'),
  perWeek: z.object(interval).describe('The same for each week of the period.'),
} satisfies ShapeOf<Comparison>);

const comparisons = { conversion: comparison, value: comparison };

const sums = z.object({
  customers: z.int(),
  converted: z.int(),
  sum: z.number(),
  squares: z.number(),
  cubes: z.number(),
} satisfies ShapeOf<GroupSums>);

const effect = z.object({
  verdict: z.object({ code: z.enum(VERDICTS), args: z.record(z.string(), z.number()) }),
  split: z.object({
    expected: z.number(),
    share: z.number(),
    skewedAt: z.number().optional(),
  } satisfies ShapeOf<Split>),
  groups: z.object({ message: sums, control: sums }),
  prospect: z.object({
    daysLeft: z.number(),
    detectable: z
      .number()
      .nullable()
      .describe('The relative difference that the planned end shows in 80 of 100 periods.'),
    worthwhile: z.number(),
    daysForWorthwhile: z.number().nullable(),
  } satisfies ShapeOf<Prospect>),
  isFinal: z.boolean().describe('The planned end is reached; the answer stays.'),
  compared: z.object(comparisons).optional().describe('Absent: there is no result, as the verdict says.'),
  variants: z
    .array(z.object({ variant: z.string(), sums, ...comparisons } satisfies ShapeOf<VariantEffect>))
    .readonly()
    .describe('Each variant; the intervals hold for all of them at once. Empty: there are not two.'),
  course: z
    .array(z.object({ at: z.number(), ...interval } satisfies ShapeOf<EffectPoint>))
    .readonly()
    .describe('How the difference in conversion became known.'),
} satisfies ShapeOf<Effect>);

/** The answer of `GET /v1/effect/:trigger` and of `GET /v1/effect`. */
export const effectAnswer = z.object({
  trigger: z.string().describe('Empty: all triggers together.'),
  triggers: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Those that are compared together: marketing, with a goal. Absent: it is one trigger.'),
  goal: z.string().optional().describe('Absent: the trigger has no such goal, and nothing else is answered.'),
  title: z.string().optional().describe('What its successes are called, such as orders.'),
  event: z.string().optional().describe('The name of the event that counts.'),
  withinMs: z.number().optional().describe('How long after the first exposure the goal counts.'),
  plan: z
    .object({
      from: z.number(),
      until: z.number(),
      ripeAt: z.number().describe('Who was first exposed until then has had the whole time for the goal.'),
      controlShare: z.number(),
      worthwhile: z.number(),
      plannedDays: z.number().describe('How many days a period lasts, as `measure-for` says.'),
      isPlanned: z.boolean().describe('Of any other period the numbers are told, and nothing is judged.'),
    } satisfies ShapeOf<EffectPlan>)
    .optional(),
  effect: effect.optional(),
  others: z
    .array(z.object({ goal: z.string(), compared: z.object(comparisons).optional() }))
    .readonly()
    .describe('Its other goals and guard rails. They do not decide.'),
  zone: z.string(),
});
