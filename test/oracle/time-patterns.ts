/** One signal of a stream, as a slow reader sees it. Seconds. */
export interface Seen {
  readonly at: number;
  readonly name: string;
  readonly key: string | undefined;
  readonly amount: number;
}

/** When a sequence wakes, for one key: tries every way to walk through all that was seen so far. */
export function sequenceWakes(stream: readonly Seen[], steps: readonly string[], within: number): readonly number[] {
  const wakes: number[] = [];
  let seen: Seen[] = [];
  let floor = -Infinity;
  for (const one of stream) {
    if (one.at < floor || !steps.includes(one.name)) continue;
    seen = [...seen, one].sort((a, b) => a.at - b.at); // keeps the order of what came at the same time
    let isMatch = false;
    for (let end = endOfMatch(seen, steps, within); end >= 0; end = endOfMatch(seen, steps, within)) {
      isMatch = true;
      floor = seen[end]!.at;
      seen = seen.slice(end + 1);
    }
    if (isMatch) wakes.push(one.at);
  }
  return wakes;
}

/** When an absence wakes, for one key, of a stream in order of time. */
export function absenceWakes(
  stream: readonly Seen[],
  [after, not]: readonly [string, string],
  within: number,
  again: string,
): readonly number[] {
  const wakes: number[] = [];
  let first = -Infinity;
  for (const [i, one] of stream.entries()) {
    if (one.name !== after) continue;
    const due = one.at + within;
    const later = stream.slice(i + 1).filter(({ at }) => at < due);
    const ending = later.findIndex(({ name }) => name === not);
    if (again === 'keep-first') {
      // It counts unless it came while an earlier one was waited on.
      if (one.at < first) continue;
      first = ending < 0 ? due : later[ending]!.at;
    }
    const begunAgain = again === 'restart' && later.some(({ name }) => name === after);
    if (ending < 0 && !begunAgain) wakes.push(due);
  }
  return again === 'each' ? [...new Set(wakes)] : wakes;
}

/** When a window reaches a level, for one key: adds up all of it at every signal. */
export function windowWakes(
  stream: readonly Seen[],
  within: number,
  least: number,
  levelOf: (window: readonly Seen[]) => number,
): readonly number[] {
  return stream.flatMap((one, i) => {
    const newest = Math.max(...stream.slice(0, i + 1).map(({ at }) => at));
    const inWindow = ({ at }: Seen) => at > newest - within;
    const before = levelOf(stream.slice(0, i).filter(inWindow));
    const after = levelOf(stream.slice(0, i + 1).filter(inWindow));
    return before < least && after >= least ? [one.at] : [];
  });
}

/** The first place in the list at which some way through all steps ends. */
function endOfMatch(seen: readonly Seen[], steps: readonly string[], within: number): number {
  return seen.findIndex(({ at }, end) => comesTo(end, steps.length - 1, at - within));

  function comesTo(place: number, step: number, from: number): boolean {
    if (seen[place]!.name !== steps[step]) return false;
    if (step === 0) return seen[place]!.at >= from;
    for (let earlier = 0; earlier < place; earlier++) if (comesTo(earlier, step - 1, from)) return true;
    return false;
  }
}
