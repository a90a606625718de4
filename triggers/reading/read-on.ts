import type { Reading } from '../conditions/contract.ts';
import { nestedInMoment } from '../conditions/read.ts';
import type { TriggerDefinition } from '../contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { problemsIn } from '../problems/problem-path.ts';
import { expectedAmong, type References } from '../problems/references.ts';
import type { Vocabulary } from '../vocabulary/contract.ts';
import { selectedKeys } from '../waking/place-selector.ts';
import { wakeSubject } from '../waking/wake-keys.ts';

/**
 * Reads what wakes a trigger: one waker and its arguments. Undefined when it cannot be used; what is wrong is reported.
 */
export function readOn(
  source: unknown,
  vocabulary: Vocabulary,
  references: References,
  reading: Reading,
): TriggerDefinition['on'] | undefined {
  const wakers = [...vocabulary.wakers.keys()];
  const entries = typeof source === 'object' && source !== null ? Object.entries(source) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1 || Array.isArray(source)) {
    reading.report('on', `one of ${wakers.join(', ')}, such as { signal: cart }`);
    return undefined;
  }
  const [name, args] = entry;
  const path = `on.${name}`;
  const waker = vocabulary.wakers.get(name);
  if (!waker) {
    reading.report(path, expectedOne(`one of ${wakers.join(', ')}`, name, wakers));
    return undefined;
  }
  const parsed = waker.args.safeParse(args);
  if (!parsed.success) {
    for (const problem of problemsIn(parsed.error, path)) reading.report(problem.path, problem.expected);
    return undefined;
  }
  const { listens, concern } = waker.compile(args, nestedInMoment(vocabulary, { path, depth: 1, reading }));
  const speaksOf = concern?.near ? [...listens, ...selectedKeys('enter', concern.near.places)] : listens;
  for (const expected of new Set(speaksOf.map((key) => expectedInstead(key, vocabulary, references)))) {
    if (expected !== undefined) reading.report(path, expected);
  }
  return { waker: name, args };
}

/** Returns the expectation for a wake key that no stimulus calls. */
function expectedInstead(key: string, { signals }: Vocabulary, { places, tags }: References): string | undefined {
  const subject = wakeSubject(key);
  switch (subject.type) {
    case 'kind':
      return expectedAmong('a kind of signal about a customer', subject.name, customerKinds(signals));
    case 'place':
      return expectedAmong('the id of a place', subject.name, places);
    case 'tag':
      return expectedAmong('a tag that a place has', subject.name, tags);
    default:
      return undefined;
  }
}

function customerKinds(signals: Vocabulary['signals']): ReadonlySet<string> {
  return new Set([...signals.values()].filter(({ about }) => about === 'customer').map(({ name }) => name));
}
