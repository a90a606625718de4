/** Tells each problem once, and counts all of them. */
export interface Problems {
  readonly count: number;
  tell(reason: string): void;
  /** Runs something that must not hurt the app; a throw is a problem. */
  guard<T>(what: string, run: () => T): T | undefined;
}

/** Creates the problems of an app. */
export function createProblems(say: (reason: string) => void): Problems {
  const said = new Set<string>();
  let count = 0;
  const tell = (reason: string): void => {
    count++;
    if (said.has(reason) || said.size > 100) return;
    said.add(reason);
    try {
      say(reason);
    } catch {
      // The app's own function failed; telling that would call it again.
    }
  };
  return {
    get count() {
      return count;
    },
    tell,
    guard(what, run) {
      try {
        return run();
      } catch (cause) {
        tell(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`);
        return undefined;
      }
    },
  };
}
