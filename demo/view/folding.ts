import type { Story } from '../stories.ts';

/** Tells stories, those in a row that differ in nothing but whom they are about as one. */
export interface Folding {
  take(story: Story): void;
  /** Tells what waits for another of its kind; with `before` only what has waited since then. */
  flush(before?: number): void;
}

/** `tell` gets the last of those in a row, and how many they were; a message that was sent is always told alone. */
export function foldRepeats(tell: (story: Story, times: number) => void, now: () => number): Folding {
  let last: Story | undefined;
  let times = 0;
  let since = 0;
  const flush = (before = Number.POSITIVE_INFINITY) => {
    if (!last || since > before) return;
    tell(last, times);
    last = undefined;
  };
  return {
    take(story) {
      if (last && isRepeat(last, story)) {
        last = story;
        times += 1;
        return;
      }
      flush();
      [last, times, since] = [story, 1, now()];
      if (story.step === 'sent') flush();
    },
    flush,
  };
}

function isRepeat(a: Story, b: Story): boolean {
  return a.step === b.step && a.trigger === b.trigger && a.gate === b.gate && a.channel === b.channel;
}
