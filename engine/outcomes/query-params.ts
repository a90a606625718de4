import * as z from 'zod';

const time = (summary: string, fallback: number) =>
  z.coerce.number().int().min(0).max(4_102_444_800_000).default(fallback).describe(summary);

/** A period on the engine's clock; all of it when nothing is said. */
export const period = {
  from: time('From this time on, milliseconds since 1970.', 0),
  to: time('Before this time, milliseconds since 1970.', 4_102_444_800_000),
};

/** What holds for rows within `period`. */
export const WITHIN =
  "at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')";

/** A trigger's name; empty: all of them. */
export const trigger = { trigger: z.string().max(200).default('').describe('A trigger; empty: all.') };

/** What holds for rows of `trigger`. */
export const OF_TRIGGER = "({trigger:String} = '' OR trigger = {trigger:String})";
