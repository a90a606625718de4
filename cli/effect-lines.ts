import type { EffectAnswer } from '../engine/api/contract.ts';
import { formatTable } from './table.ts';

type Found = NonNullable<EffectAnswer['effect']>;
type Compared = NonNullable<Found['compared']>['conversion'];
type Interval = Compared['difference'];

/** Says in one sentence what a trigger caused, or all of them together. */
export function effectSentence({ trigger, triggers, goal, title, effect }: EffectAnswer): string {
  if (goal === undefined || !effect) {
    return triggers
      ? 'no trigger that is marketing has a goal'
      : `no goal: '${trigger}' does not say what counts as success`;
  }
  const what = title ?? 'successes';
  const of = triggers ? ' from all triggers together' : title === undefined ? ` (${goal})` : '';
  const { code, args } = effect.verdict;
  const { daysLeft = 0, low = 0, high = 0, expected = 0, share = 0, planned = 0 } = args;
  const days = daysLeft === 1 ? '1 more day' : `${daysLeft} more days`;
  const range = `${amount(low)} to ${amount(high)}`;
  switch (code) {
    case 'nobody-yet':
      return `no customer has come yet; ${days}`;
    case 'no-control':
      return `no control group: ${triggers ? 'the workspace has no `hold-out`' : `'${trigger}' has no \`holdout\``}, so nothing can be compared`;
    case 'skewed':
      return `control group skewed: no result (${percent(share)} of the customers instead of ${percent(expected)})`;
    case 'unplanned':
      return `no answer over this period: ${planned === 1 ? '1 day' : `${amount(planned)} days`} from the beginning are planned (\`measure-for\`); in one that is chosen while looking chance shows effects too often`;
    case 'too-early':
      return `too few customers to say anything yet; ${days}`;
    case 'too-few':
      return 'too few customers to say anything';
    case 'not-yet':
      return `no effect seen yet; ${days}`;
    case 'none':
      return `no effect seen: ${range} more ${what} a week${of}; 95 % sure`;
    case 'changed':
      return `the effect changed over time: no single answer (lately ${range} more ${what} a week${of})`;
    default:
      return `${range} ${code} ${what} a week${of}; 95 % sure`;
  }
}

/** The figures behind the sentence, as tables for people. */
export function effectLines(answer: EffectAnswer): string {
  const { effect, others } = answer;
  if (!effect) return '';
  const groups = (['message', 'control'] as const).map((name) => {
    const { customers, converted, sum } = effect.groups[name];
    return { group: name, customers, successes: converted, value: round(sum) };
  });
  const parts = [formatTable(groups)];
  const { compared, variants } = effect;
  if (compared) {
    const rows = [
      comparisonRow('successes', compared.conversion),
      comparisonRow('value', compared.value),
      ...variants.flatMap(({ variant, conversion, value }) => [
        comparisonRow(`${variant}: successes`, conversion),
        comparisonRow(`${variant}: value`, value),
      ]),
      ...others.flatMap((other) => (other.compared ? [comparisonRow(other.goal, other.compared.conversion)] : [])),
    ];
    parts.push(formatTable(rows));
  }
  if (effect.verdict.code !== 'unplanned') parts.push(prospectLine(effect));
  return parts.join('\n');
}

function comparisonRow(what: string, { seen, message, control, relative, caused, perWeek }: Compared) {
  return {
    compared: what,
    message: Number(message.toPrecision(4)),
    control: Number(control.toPrecision(4)),
    relative: relative ? range(relative, percent) : '',
    caused: range(caused, amount),
    'a week': range(perWeek, amount),
    seen,
  };
}

function prospectLine({ isFinal, prospect }: Found): string {
  const { daysLeft, detectable, worthwhile, daysForWorthwhile } = prospect;
  const end = isFinal ? 'the planned end is reached' : `${Math.ceil(daysLeft)} days to the planned end`;
  const seen = detectable === null ? '' : `, which shows a difference of ${percent(detectable)} in 80 of 100 cases`;
  const wait =
    daysForWorthwhile === null
      ? ''
      : daysForWorthwhile === 0
        ? `; ${percent(worthwhile)} would show already`
        : `; ${percent(worthwhile)} takes ${Math.ceil(daysForWorthwhile).toLocaleString('en')} more days`;
  return `${end}${seen}${wait}\n`;
}

function range({ estimate, low, high }: Interval, tell: (number: number) => string): string {
  if (low === null && high === null) return '';
  return `${tell(estimate)} (${low === null ? '' : tell(low)} to ${high === null ? '' : tell(high)})`;
}

function amount(number: number): string {
  return round(number).toLocaleString('en');
}

function round(number: number): number {
  // no minus before a zero
  return (Math.abs(number) < 10 ? Math.round(number * 10) / 10 : Math.round(number)) + 0;
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
