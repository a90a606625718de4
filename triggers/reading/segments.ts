import { compileWhen, tracksOf } from '../conditions/compile.ts';
import { conditionsIn } from '../conditions/conditions-in.ts';
import type { Reading } from '../conditions/contract.ts';
import { readWhen } from '../conditions/read.ts';
import { InvalidDefinitions, type Moment, type Problem, type Segment, type When } from '../contract.ts';
import type { References } from '../problems/references.ts';
import { nowOf } from '../state/now.ts';
import type { Vocabulary } from '../vocabulary/contract.ts';

/** The name of the fields that ask for a segment, before its name. */
export const SEGMENT_FIELD = 'segment.';

/**
 * Checks and compiles the segments of a workspace; `vocabulary` speaks of them. Throws InvalidDefinitions with every
 * problem, a segment that is made of itself among them. Those that are published already may ask for what can never be.
 */
export function compileSegments(
  source: string,
  segments: Readonly<Record<string, unknown>>,
  vocabulary: Vocabulary,
  references: References = {},
  isPublished = false,
): ReadonlyMap<string, Segment> {
  const problems: Problem[] = [];
  const whens = new Map(
    Object.entries(segments).map(([name, body]) => {
      const reading: Reading = {
        conditions: 0,
        references,
        isPublished,
        report: (path, expected) => void problems.push({ source, path, expected }),
      };
      const path = `segments.${name}`;
      const when = readWhen(body ?? {}, vocabulary, reading, path);
      for (const expected of aboutTheMoment(when, vocabulary)) problems.push({ source, path, expected });
      return [name, when] as const;
    }),
  );
  for (const [name] of whens) {
    const way = findLoop(name, whens);
    const expected = `a segment that is not made of itself: ${way?.join(' → ')}`;
    if (way) problems.push({ source, path: `segments.${name}`, expected });
  }
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return new Map([...whens].map(([name, when]) => [name, compileSegment(name, when, vocabulary)]));
}

/** A vocabulary whose only segments are these: others are unknown fields. */
export function withSegments(vocabulary: Vocabulary, names: readonly string[]): Vocabulary {
  const fields = new Set(names.map((name) => SEGMENT_FIELD + name));
  return Object.freeze({
    ...vocabulary,
    names: [...vocabulary.names.filter((name) => name !== `${SEGMENT_FIELD}*`), ...fields].sort(),
    resolve: (name: string) =>
      name.startsWith(SEGMENT_FIELD) && !fields.has(name) ? undefined : vocabulary.resolve(name),
  });
}

/** A vocabulary to which a segment that is gone is known, and whose answer is unknown. */
export function toleratingSegments(vocabulary: Vocabulary, whole: Vocabulary): Vocabulary {
  return Object.freeze({
    ...vocabulary,
    resolve: (name: string) =>
      vocabulary.resolve(name) ?? (name.startsWith(SEGMENT_FIELD) ? whole.resolve(name) : undefined),
  });
}

function compileSegment(name: string, when: When, vocabulary: Vocabulary): Segment {
  const holds = compileWhen(when, vocabulary, false);
  return Object.freeze({
    name,
    when,
    holds: (moment: Moment) => holds(moment, nowOf(moment)),
    tracks: tracksOf(when, vocabulary),
  });
}

/** A segment describes a customer; a change lasts no longer than its signal. */
function aboutTheMoment(when: When, { operators }: Vocabulary): readonly string[] {
  return conditionsIn(when).flatMap(({ field, operator }) =>
    operators.get(operator)?.about === 'change'
      ? [`a condition that lasts: ${field} with ${operator} holds for one signal only, and belongs in a trigger`]
      : [],
  );
}

/** The way from a segment back to itself; undefined: there is none. */
function findLoop(name: string, whens: ReadonlyMap<string, When>): readonly string[] | undefined {
  const seen = new Set<string>();
  const search = (at: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of segmentsIn(whens.get(at)!)) {
      if (next === name) return [...way, next];
      if (seen.has(next) || !whens.has(next)) continue;
      seen.add(next);
      const found = search(next, [...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return search(name, [name]);
}

function segmentsIn(when: When): readonly string[] {
  return conditionsIn(when).flatMap(({ field }) =>
    field.startsWith(SEGMENT_FIELD) ? [field.slice(SEGMENT_FIELD.length)] : [],
  );
}
