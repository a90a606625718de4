import * as z from 'zod';

const time = (summary: string, fallback: number) =>
  z.coerce.number().int().min(0).max(4_102_444_800_000).default(fallback).describe(summary);

/** The parameters of a period on the engine's clock; absent: all time. */
export const period = {
  from: time('From this day or time on.', 0),
  to: time('Until this time, or to the end of this day.', 4_102_444_800_000),
};

/** The condition for rows within `period`. */
export const WITHIN =
  "at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')";

/** The parameter with a trigger's name; empty: all triggers. */
export const trigger = { trigger: z.string().max(200).default('').describe('A trigger; empty: all.') };

/** The condition for rows of `trigger`. */
export const OF_TRIGGER = "({trigger:String} = '' OR trigger = {trigger:String})";

/** The parameter with the zone in which hours and days are counted. */
export const zone = {
  zone: z
    .string()
    .max(64)
    .default('UTC')
    .describe('The zone whose clock is meant; the workspace’s when nothing is said.'),
};

/** The most rows of an answer. The answer tells how many there are. */
export const limit = {
  limit: z.coerce.number().int().min(1).max(50_000).default(1_000).describe('How many rows at most.'),
};
