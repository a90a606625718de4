import { StatementFailed } from '../../stores/contract.ts';
import { QuestionRefused } from './contract.ts';
import { MOST_SECONDS } from './statement.ts';

const NARROWER = 'Narrow it: a shorter period (WHERE at >= …), one trigger, or fewer columns.';

/** What to do about a question that was stopped at a limit, by the name of ClickHouse's code. */
const TOO_HEAVY: Readonly<Record<string, { readonly said: string; readonly hint: string }>> = {
  TIMEOUT_EXCEEDED: { said: `it ran for more than ${MOST_SECONDS} s`, hint: NARROWER },
  TOO_SLOW: { said: `it would run for more than ${MOST_SECONDS} s`, hint: NARROWER },
  TOO_MANY_ROWS: { said: 'it would read too many rows', hint: NARROWER },
  MEMORY_LIMIT_EXCEEDED: {
    said: 'it needs too much memory',
    hint: 'Group by fewer values, use uniq instead of uniqExact, or narrow the period.',
  },
  TOO_MANY_ROWS_OR_BYTES: { said: 'its answer is too large', hint: 'Ask for fewer columns or rows.' },
  TOO_DEEP_SUBQUERIES: { said: 'it nests too deep', hint: 'Write it flatter.' },
  TOO_BIG_AST: { said: 'it is too long', hint: 'Write it shorter.' },
};

/**
 * Returns QuestionRefused for a failure of ClickHouse, with what it cost where it was stopped; else the same failure.
 */
export function explainFailure(failure: unknown, tookMs: number, rows?: number): unknown {
  if (!(failure instanceof StatementFailed)) return failure;
  const { code, type } = failure;
  const heavy = TOO_HEAVY[type];
  if (heavy) {
    const cost = { tookMs: Math.round(tookMs), ...(rows !== undefined && { rows }) };
    return new QuestionRefused(
      'too-heavy',
      `stopped: ${heavy.said}`,
      { hint: heavy.hint, cost, code, type },
      { cause: failure },
    );
  }
  if (type === 'READONLY') {
    return new QuestionRefused(
      'not-allowed',
      'the question would do more than read the views',
      { code, type },
      { cause: failure },
    );
  }
  return new QuestionRefused('wrong', messageOf(failure), { code, type }, { cause: failure });
}

/** ClickHouse repeats the whole question in its message, with our settings. */
function messageOf({ message }: StatementFailed): string {
  return message
    .replace(/: In scope [\s\S]*?(?=\. Maybe you meant|$)/, '')
    .replace(/ in scope [\s\S]*?(?=\. Maybe you meant|$)/, '')
    .replace(/: While processing [\s\S]*$/, '')
    .replace(/\. Maybe you meant:? system\.\S*/, '')
    .slice(0, 600);
}
