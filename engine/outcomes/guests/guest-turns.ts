import { QuestionRefused } from './contract.ts';

/** Questions that one may have under way or waiting, so that nobody takes all turns. */
const MOST_OF_ONE = 3;
/** Questions under way at once, and those that wait for a turn. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** Runs questions in turns: a few at once, a few of each. Rejects with QuestionRefused when too many wait. */
export function createGuestTurns() {
  const ofOne = new Map<string, number>();
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running < AT_ONCE) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async <T>(by: string, work: () => Promise<T>): Promise<T> => {
    const mine = ofOne.get(by) ?? 0;
    if (mine >= MOST_OF_ONE) throw busy(`you have ${mine} questions under way`);
    if (running >= AT_ONCE && waiting.length >= MOST_WAITING) throw busy('too many questions wait');
    ofOne.set(by, mine + 1);
    try {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    } finally {
      if (ofOne.get(by) === 1) ofOne.delete(by);
      else ofOne.set(by, ofOne.get(by)! - 1);
    }
  };
}

function busy(message: string): QuestionRefused {
  return new QuestionRefused('busy', message, { hint: 'Wait for an answer, then ask again.' });
}
