/**
 * What is known of customers: how many, how many reached the goal, and the sums of their values to the first three
 * powers.
 */
export interface GroupSums {
  readonly customers: number;
  readonly converted: number;
  readonly sum: number;
  readonly squares: number;
  readonly cubes: number;
}

export const COMPARED_GROUPS = ['message', 'control'] as const;
export type ComparedGroup = (typeof COMPARED_GROUPS)[number];

/** The customers of one group and variant whose first exposure of the period fell into one hour. */
export interface GroupHour extends GroupSums {
  /** The beginning of the hour. */
  readonly hour: number;
  readonly group: ComparedGroup;
  /** Empty: the trigger has no variants. */
  readonly variant: string;
}

/** An estimate with the bounds that hold the truth with the confidence that was asked; null: no bound is known. */
export interface Interval {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Whether a difference is seen. Once `more` or `fewer` it stays so while data comes in, unless later data contradict
 * it: then it `changed`. `open`: not seen yet, or too few to say. `unplanned`: nothing is judged, as the period is not
 * the planned one.
 */
export const SEEN = ['more', 'fewer', 'changed', 'open', 'unplanned'] as const;
export type Seen = (typeof SEEN)[number];

/** Message against control, in one measure: the share that converted, or the value of a customer. */
export interface Comparison {
  readonly seen: Seen;
  /** When it was first seen. */
  readonly seenAt?: number | undefined;
  readonly message: number;
  readonly control: number;
  /** Per customer. */
  readonly difference: Interval;
  /** As a share of the control group's; null: the control group has none. */
  readonly relative: Interval | null;
  /** Of all customers of the message group in the period: so many more conversions, or so much more money. */
  readonly caused: Interval;
  /** The same for each week of the period. */
  readonly perWeek: Interval;
}

/** Both measures of the same customers. */
export interface Comparisons {
  readonly conversion: Comparison;
  readonly value: Comparison;
}

/** The difference in conversion per customer, as it was known at a time of the period. */
export interface EffectPoint extends Interval {
  readonly at: number;
}

/** The split of customers between the groups, against the share that was meant. */
export interface Split {
  readonly expected: number;
  readonly share: number;
  /** The time from which on the split could not be chance. Absent: it may be. */
  readonly skewedAt?: number | undefined;
}

/** How much longer it takes, judged by the customers that came so far. */
export interface Prospect {
  /** Days until the planned end; 0: it is over. */
  readonly daysLeft: number;
  /**
   * The smallest relative difference that four of five such periods would show at the planned end. Null: not known yet.
   */
  readonly detectable: number | null;
  /** The relative difference that is worth knowing. */
  readonly worthwhile: number;
  /** Days from now until four of five periods would show it; 0: already. Null: not at this pace, or not known yet. */
  readonly daysForWorthwhile: number | null;
}

export const VERDICTS = [
  'nobody-yet',
  'no-control',
  'skewed',
  'unplanned',
  'too-early',
  'too-few',
  'not-yet',
  'none',
  'more',
  'fewer',
  'changed',
] as const;

/** The answer in one sentence, as a code with the numbers that stand in the sentence. */
export interface Verdict {
  readonly code: (typeof VERDICTS)[number];
  readonly args: Readonly<Record<string, number>>;
}

/** One variant of the message against the control group; its intervals hold for all variants together. */
export interface VariantEffect extends Comparisons {
  readonly variant: string;
  readonly sums: GroupSums;
}

/** What a trigger caused. With a skewed split nothing is compared. */
export interface Effect {
  readonly verdict: Verdict;
  readonly split: Split;
  readonly groups: Readonly<Record<ComparedGroup, GroupSums>>;
  readonly prospect: Prospect;
  /** The planned end is reached: the answer stays as it is. */
  readonly isFinal: boolean;
  readonly compared?: Comparisons | undefined;
  readonly variants: readonly VariantEffect[];
  /** How the difference in conversion became known. */
  readonly course: readonly EffectPoint[];
}

/** The period over which the groups are compared. It is chosen before the answer is known. */
export interface EffectPlan {
  readonly from: number;
  /** The planned end. Who is first exposed later does not count. */
  readonly until: number;
  /** Until when exposures are counted: now, less the time in which a customer may still convert. */
  readonly ripeAt: number;
  /** The share of customers that the control group was meant to have; 0: there is none. */
  readonly controlShare: number;
  /** The relative difference that is worth knowing, such as 0.1. */
  readonly worthwhile: number;
  /** How many days a period lasts as it was laid down before anybody looked. */
  readonly plannedDays: number;
  /** Whether this is a planned period. Of any other the numbers are told, and nothing is judged. */
  readonly isPlanned: boolean;
}
