import type { AttemptTime, Connection, Outbound, SendResult } from './contract.ts';
import { answerOf, reasonOf, wholeAnswerOf } from './reason.ts';

/** The time that a provider has, after its limit is reached, to say whether anything left. */
const LAST_WORD_MS = 1_000;

/**
 * Makes one attempt to send one message: the only way a message leaves. Never throws, and ends at most a second after
 * the limit. `mayLeave` is asked at the point of no return, once: it resolves with undefined, or with the reason why
 * the message must not leave. An attempt without a verdict is `uncertain` when it was past that point, else
 * `transient`.
 */
export async function sendOnce(
  connection: Connection,
  outbound: Outbound,
  limitMs: number,
  mayLeave: () => Promise<string | undefined> = async () => undefined,
): Promise<SendResult> {
  const time = new Attempt(mayLeave);
  let lastWord: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  const silence = new Promise<SendResult>((resolve) => {
    limit = setTimeout(() => {
      const why = `no verdict within ${limitMs} ms`;
      lastWord = setTimeout(() => resolve(withoutVerdict(why, time)), LAST_WORD_MS);
      time.end(why);
    }, limitMs);
  });
  try {
    return await Promise.race([verdictOf(connection, outbound, time), silence]);
  } finally {
    clearTimeout(limit);
    clearTimeout(lastWord);
  }
}

/**
 * The time of one attempt. Its signal is created when a provider reads it, as in-app never does: a controller for every
 * attempt costs 3 of the 115 µs CPU of a delivery (bench: dispatch).
 */
class Attempt implements AttemptTime {
  hasLeft = false;
  readonly #mayLeave: () => Promise<string | undefined>;
  #abort: AbortController | undefined;
  #ended: string | undefined;

  constructor(mayLeave: () => Promise<string | undefined>) {
    this.#mayLeave = mayLeave;
  }

  async leaving(): Promise<void> {
    if (this.hasLeft) return;
    const why = (await this.#mayLeave()) ?? this.#ended;
    if (why !== undefined) throw new Error(`it may not leave: ${why}`);
    this.hasLeft = true;
  }

  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  /** Ends it: aborts the signal, and lets nothing leave any more. */
  end(why: string): void {
    this.#ended = why;
    this.#abort ??= new AbortController();
    this.#abort.abort(new Error(why));
  }
}

async function verdictOf(connection: Connection, outbound: Outbound, time: AttemptTime): Promise<SendResult> {
  try {
    const result = await connection.send(outbound, time);
    if (result.kind === 'accepted') return result;
    const [reason, answer] = [answerOf(result.reason), wholeAnswerOf(result.reason)];
    return { ...result, reason, ...(result.kind === 'permanent' && answer !== reason && { answer }) };
  } catch (cause) {
    // Providers promise not to throw. One that does has told us nothing of what left.
    return withoutVerdict(`the provider failed: ${reasonOf(cause)}`, time);
  }
}

function withoutVerdict(reason: string, { hasLeft }: AttemptTime): SendResult {
  return { kind: hasLeft ? 'uncertain' : 'transient', reason };
}
