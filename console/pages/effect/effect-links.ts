import type { EffectAnswer } from '../../../engine/api/contract.ts';
import type { AskedQuestion } from '../../queries/results.ts';

type Params = Readonly<Record<string, string>>;

/** Which of the customers that an effect counts. */
export interface Counted {
  readonly group: 'message' | 'control';
  readonly variant?: string;
  readonly converted?: boolean;
}

/** The parameters of the people behind a number of an effect; undefined: nothing was counted. */
export function peopleBehind(
  { trigger, triggers, goal, plan, zone }: EffectAnswer,
  { group, variant = '', converted = false }: Counted,
): Params | undefined {
  if (!plan || goal === undefined) return undefined;
  return {
    ...{ of: 'effect', in_group: group, from: String(plan.from), to: String(plan.ripeAt), zone },
    ...(triggers ? { triggers: triggers.join(',') } : { trigger, goal }),
    ...(variant !== '' && { in_variant: variant }),
    ...(converted && { converted: 'true' }),
  };
}

/** The question with the sums that an effect is worked out from. */
export function sumsBehind({ trigger, triggers, goal = '', plan }: EffectAnswer): AskedQuestion {
  const span = { from: String(plan?.from ?? 0), to: String(plan?.ripeAt ?? 0) };
  if (triggers) return { name: 'workspace-effect', params: { triggers: triggers.join(','), ...span } };
  return { name: 'effect', params: { trigger, goal, ...span } };
}

/** The address that shows a colleague the same period of the same comparison, on the same clock. */
export function effectLink({ trigger, triggers, goal, plan, zone }: EffectAnswer): string {
  const days = plan && (plan.until - plan.from) / DAY_MS;
  const period: Params =
    plan && days !== undefined
      ? { from: String(plan.from), days: String(plan.isPlanned ? plan.plannedDays : days) }
      : {};
  const asked = { trigger, ...(!triggers && goal !== undefined && { goal }), ...period, zone };
  return `/results/effect?${new URLSearchParams(asked)}`;
}

const DAY_MS = 86_400_000;
