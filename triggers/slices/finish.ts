/** Runs a build that could be done in slices to its end at once. */
export function finish<T>(build: Generator<void, T>): T {
  for (;;) {
    const step = build.next();
    if (step.done) return step.value;
  }
}
