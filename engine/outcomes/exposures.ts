import * as z from 'zod';
import { say } from '../../triggers/words/say.ts';
import { type Counting, countedWhere } from './counts.ts';
import { keyOfNumber, ONE_NUMBER } from './list-decisions.ts';

/*
 * FIRST EXPOSURES. Where the message group is compared with the control group, a customer counts once, in the group of
 * the first decision of the period.
 */

const MOST_LETTERS = 20_000;

/** The parameter with the triggers that are compared together. */
export const triggers = {
  triggers: say(
    z
      .string()
      .max(MOST_LETTERS)
      .transform((text) => (text === '' ? [] : text.split(',').map((name) => name.trim()))),
    { en: 'Triggers', de: 'Auslöser' },
    {
      description: {
        en: 'The triggers that are compared together, separated by commas.',
        de: 'Die Auslöser, die zusammen verglichen werden, durch Kommas getrennt.',
      },
      kind: 'text',
    },
  ).default([]),
};

/** The parameter with the goal that counts. */
export const goal = {
  goal: say(
    z.string().max(200),
    { en: 'Goal', de: 'Ziel' },
    {
      description: {
        en: 'The name of a goal or guard rail; empty: the primary goal.',
        de: 'Der Name eines Ziels oder einer Leitplanke; leer: das wichtigste Ziel.',
      },
      kind: 'text',
    },
  ).default(''),
};

/** Which of the customers that an effect counts. */
export interface Exposed extends Counting {
  /** Empty: it is the effect of one trigger. */
  readonly triggers: readonly string[];
  readonly in_group: 'message' | 'control';
  /** Empty: of all variants. */
  readonly in_variant: string;
  /** Only those who reached the goal. */
  readonly converted: boolean;
}

/**
 * A SELECT of `one` for each customer that `effect` or `workspace-effect` counts: the first decision as one number.
 */
export function exposedOf(params: Exposed): string {
  const isOfAll = params.triggers.length > 0;
  const groups = isOfAll ? "('message', 'control', 'workspace-control')" : "('message', 'control')";
  const control = isOfAll ? 'workspace-control' : 'control';
  const isOf = isOfAll ? 'trigger IN {triggers:Array(String)}' : 'trigger = {trigger:String}';
  const counts = isOfAll ? 'is_primary' : "if({goal:String} = '', is_primary, goal = {goal:String})";
  const met = `${keyOfNumber('first')} IN (SELECT cityHash64(decision) FROM results.conversions WHERE ${isOf} AND ${counts})`;
  return `
        SELECT first AS one
        FROM (
          SELECT min(${ONE_NUMBER}) AS first,
            argMin(\`group\`, ${ONE_NUMBER}) AS drawn, argMin(variant, ${ONE_NUMBER}) AS drawn_variant
          FROM results.decisions
          WHERE ${countedWhere(params)} AND ${isOf} AND \`group\` IN ${groups}
          GROUP BY cityHash64(customer)
        )
        WHERE (drawn = '${control}') = ({in_group:String} = 'control')${params.in_variant === '' ? '' : ' AND drawn_variant = {in_variant:String}'}${params.converted ? ` AND ${met}` : ''}`;
}
