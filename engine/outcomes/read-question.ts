import type { Problem } from '../../triggers/problems/contract.ts';
import { expectedOne } from '../../triggers/problems/nearest.ts';
import { pathTo } from '../../triggers/problems/problem-path.ts';
import type { Workspace } from '../../triggers/workspace/contract.ts';
import type { NamedQuery } from './contract.ts';
import { limit } from './query-params.ts';
import { InvalidPeriod, type QueryPeriod, readPeriod } from './query-period.ts';

/** The parameters of a question as people write them. */
export type GivenParams = Readonly<Record<string, string>>;

/** Parameters that a question does not take, each with what was expected. */
export class WrongParameters extends Error {
  override readonly name = 'WrongParameters';
  readonly problems: readonly Problem[];
  constructor(question: string, problems: readonly Problem[]) {
    super(`the parameters of '${question}' are not as expected`);
    this.problems = problems;
  }
}

/**
 * Reads the parameters of a named question as people write them: a period as `from`, `to` or `last`, on the workspace's
 * clock where no zone is said, and the workspace's prices. Throws WrongParameters.
 */
export function readQuestion(
  { name, params }: NamedQuery,
  asked: GivenParams,
  workspace: Pick<Workspace, 'zone' | 'prices'>,
  now: number,
): { readonly params: Readonly<Record<string, unknown>>; readonly zone: string } {
  const given = 'prices' in params.shape ? { prices: pricesOf(workspace), ...asked } : asked;
  const known = [...Object.keys(params.shape), 'limit', 'zone', ...('from' in params.shape ? ['last'] : [])];
  const problems: Problem[] = Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ source: name, path: key, expected: expectedOne(`one of ${known.join(', ')}`, key, known) }));
  const period = periodOf(given, workspace.zone, now);
  if (period instanceof InvalidPeriod) problems.push({ source: name, path: period.part, expected: period.message });
  else {
    const { last, ...rest } = given;
    const read = params.extend(limit).safeParse({ ...rest, ...period });
    for (const { path, message } of read.error?.issues ?? []) {
      problems.push({ source: name, path: pathTo('', path), expected: message });
    }
    if (read.success && problems.length === 0) return { params: read.data, zone: period.zone };
  }
  throw new WrongParameters(name, problems);
}

function periodOf(given: GivenParams, usualZone: string, now: number): QueryPeriod | InvalidPeriod {
  try {
    return readPeriod(given, usualZone, now);
  } catch (cause) {
    if (cause instanceof InvalidPeriod) return cause;
    throw cause;
  }
}

/** The workspace's prices, as the parameter of a question has them. */
function pricesOf({ prices = {} }: Pick<Workspace, 'prices'>): string {
  return Object.entries(prices)
    .map(([channel, price]) => `${channel}=${price}`)
    .join(',');
}
