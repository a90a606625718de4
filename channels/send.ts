import type { AttemptTime, Connection, Outbound, SendResult } from './contract.ts';
import { reasonOf } from './reason.ts';

/** How long a provider has, after its time is up, to say whether anything left. */
const LAST_WORD_MS = 1_000;

/**
 * One attempt to send one message: the only way a message leaves. Never throws and never lasts longer than the limit and a
 * second; a provider that says nothing by then leaves it uncertain, if it was about to leave. `leave` is asked before it leaves and
 * says why it must not.
 */
export async function sendOnce(
  connection: Connection,
  outbound: Outbound,
  limitMs: number,
  leave: Leave = async () => undefined,
): Promise<SendResult> {
  const time = new Time(leave);
  let lastWord: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  const silence = new Promise<SendResult>((resolve) => {
    limit = setTimeout(() => {
      const why = `no verdict within ${limitMs} ms`;
      lastWord = setTimeout(() => resolve(resultOfSilence(why, time)), LAST_WORD_MS);
      time.end(why);
    }, limitMs);
  });
  try {
    return await Promise.race([attempt(connection, outbound, time), silence]);
  } finally {
    clearTimeout(limit);
    clearTimeout(lastWord);
  }
}

/** Undefined: it may. */
type Leave = () => Promise<string | undefined>;

/** The time that an attempt has. A signal is made for those who ask: it is the dearest part of handing over an in-app message. */
class Time implements AttemptTime {
  hasLeft = false;
  readonly #leave: Leave;
  #abort: AbortController | undefined;
  #ended: string | undefined;

  constructor(leave: Leave) {
    this.#leave = leave;
  }

  async leaving(): Promise<void> {
    if (this.hasLeft) return;
    const why = (await this.#leave()) ?? this.#ended;
    if (why !== undefined) throw new Error(`it may not leave: ${why}`);
    this.hasLeft = true;
  }

  get signal(): AbortSignal {
    return this.#controller().signal;
  }

  end(why: string): void {
    this.#ended = why;
    this.#controller().abort(new Error(why));
  }

  #controller(): AbortController {
    this.#abort ??= new AbortController();
    return this.#abort;
  }
}

async function attempt(connection: Connection, outbound: Outbound, time: Time): Promise<SendResult> {
  try {
    const result = await connection.send(outbound, time);
    return result.kind === 'accepted' ? result : { ...result, reason: reasonOf(result.reason) };
  } catch (cause) {
    // Providers promise not to throw. One that does has told us nothing of what left.
    return resultOfSilence(`the provider failed: ${reasonOf(cause)}`, time);
  }
}

/** Without a word of the provider: what had not left can be tried again. */
function resultOfSilence(reason: string, { hasLeft }: AttemptTime): SendResult {
  return { kind: hasLeft ? 'uncertain' : 'transient', reason };
}
