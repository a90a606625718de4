import * as z from 'zod';
import { customerExplanation } from '../../studies/explanations/contract.ts';

const filled = z.union([
  z.object({ message: z.record(z.string(), z.string()).readonly() }),
  z.object({ failed: z.string(), missing: z.array(z.string()).readonly() }),
]);

/** The body of `POST /v1/what-if`. What is not given is as it is now; what is not known stays unknown. */
export const whatIfRequest = z.object({
  customer: z.string().min(1).max(128).optional().describe('Whose state it begins with; of nobody nothing is known.'),
  context: z
    .record(z.string().min(1).max(200), z.unknown())
    .default({})
    .describe('Values by name that are put over those of the customer: `customer.plan`, `device.form`.'),
  signal: z
    .object({ kind: z.string().min(1).max(100), value: z.record(z.string(), z.unknown()).default({}) })
    .optional()
    .describe('A made-up signal; absent: the last one of the customer, as if it came now.'),
  at: z.number().min(0).optional().describe('The time, milliseconds since 1970; absent: now.'),
  drafts: z
    .array(
      z.object({
        kind: z.enum(['trigger', 'template', 'place']),
        name: z.string().min(1).max(200),
        text: z.string().max(1_000_000),
      }),
    )
    .max(50)
    .default([])
    .describe('Documents as typed, YAML or JSON, in place of the live ones. Nothing of them is stored.'),
  triggers: z.array(z.string().max(200)).max(100).optional().describe('Absent: the drafts’ triggers, or all.'),
  overrides: z
    .object({
      weather: z
        .record(z.string(), z.union([z.string(), z.number()]))
        .optional()
        .describe('The weather everywhere.'),
      localTime: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 21:30')
        .optional()
        .describe('The time of day on the customer’s clock.'),
      place: z.string().max(200).optional().describe('A place that they have just entered.'),
      device: z.string().max(50).optional().describe('The form of the device: phone, tablet, desktop.'),
    })
    .default({}),
});

/** The answer of `POST /v1/what-if`. */
export const whatIfAnswer = customerExplanation.extend({
  messages: z
    .record(z.string(), z.record(z.string(), filled))
    .describe('By trigger that would match: its template filled, by channel.'),
});
