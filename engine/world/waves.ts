import type { Observable, Subscription } from 'rxjs';
import { isLate } from '../../triggers/time/lateness.ts';
import type { CellRange, WhoIsWhere } from '../context/contract.ts';
import { cellRanges, PERIOD_MS, periodOf } from '../context/whereabouts.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { Arrival, ArrivalResult, Intake } from '../pipeline/contract.ts';
import type { Wave, WaveCause, WaveProbe } from './contract.ts';
import type { WaveProgress, WaveStore } from './wave-store.ts';

/** The customers of one page. The next page waits until all of them were decided. */
const PAGE = 128;
/** The most shards worked on at once; with the page size it limits the signals under way. */
const SHARDS_AT_ONCE = 2;
/** How often the waves of other engines are looked for. */
const LOOK_EVERY_MS = 1_000;
/** How long to wait when the engine is too far behind to take a page. */
const PAUSE_MS = 100;
/** Customers are looked up whose last fix came in this time before the change: as long as a position counts. */
const FIX_COUNTS_MS = 5 * 60_000;

export interface WaveParts {
  readonly store: Omit<WaveStore, 'add'>;
  /** Emits when this engine stored a wave. */
  readonly kept$: Observable<void>;
  readonly who: WhoIsWhere;
  readonly shards: number;
  /** Whether this engine works on waves. Every engine can store one; see `wave-keeper.ts`. */
  readonly works: boolean;
  /** Takes the signals for the woken customers. */
  readonly intake: Pick<Intake, 'offer'>;
  /** Resolves when this engine has the world values that the cause speaks of. */
  readonly ready: (cause: WaveCause) => Promise<void>;
  readonly clock: Clock;
  readonly probe: Omit<WaveProbe, 'noticed'>;
  readonly log: Log;
}

/** Wakes the customers whom world changes concern, page by page. Each customer is woken once, also when engines die. */
export interface Waves extends Closable {
  /** Resolves when this engine has no wave left to work on. Says whether there was one. */
  idle(): Promise<boolean>;
}

/** Starts to work on waves, those of this engine and those that dead engines left behind. */
export function startWaves(parts: WaveParts): Waves {
  const working = new Working(parts);
  return {
    idle: () => working.idle(),
    close: () => working.close(),
  };
}

class Working {
  readonly #parts: WaveParts;
  readonly #timer: NodeJS.Timeout;
  readonly #following: Subscription;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #isClosed = false;

  constructor(parts: WaveParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    this.#following = parts.kept$.subscribe(() => this.#look());
  }

  async idle(): Promise<boolean> {
    const wasBusy = this.#running !== undefined;
    while (this.#running) await this.#running;
    return wasBusy;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#following.unsubscribe();
    await this.#running;
  }

  #look(): void {
    if (this.#isClosed || !this.#parts.works) return;
    this.#isAskedAgain = this.#running !== undefined;
    if (this.#running) return;
    this.#running = this.#workOff()
      .catch((cause: unknown) => this.#parts.log.warn('a wave stopped; going on soon', { cause }))
      .finally(() => {
        this.#running = undefined;
        if (this.#isAskedAgain) this.#look();
      });
  }

  async #workOff(): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < this.#parts.shards && !this.#isClosed) await this.#workOffShard(next++);
    };
    await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, worker));
  }

  async #workOffShard(shard: number): Promise<void> {
    const { store } = this.#parts;
    for (;;) {
      const taken = this.#isClosed ? undefined : await store.take(shard);
      if (!taken) return;
      await this.#work(shard, taken.wave, taken.reached);
    }
  }

  /** Reads each period in which a customer's last fix can lie, and each page of it. */
  async #work(shard: number, wave: Wave, reached: WaveProgress | undefined): Promise<void> {
    const { store, who, ready, clock, probe, log } = this.#parts;
    const from = clock.wall();
    if (isLate(wave.at, clock.now())) {
      log.warn('a change of the world is too old to wake anybody', { wave: wave.id });
      return store.report(shard, wave.id, undefined);
    }
    await ready(wave.cause);
    const ranges = rangesOf(wave);
    // Signals can be ahead of this engine by a moment, and a wave can have waited.
    const last = periodOf(Math.max(wave.at, clock.now()) + PERIOD_MS / 10);
    let period = reached?.period ?? periodOf(wave.at - FIX_COUNTS_MS);
    for (let end = reached?.end; period <= last; ) {
      const page = await who.page(shard, period, ranges, end, PAGE);
      probe.lookedUp(page.customers.length);
      if (page.customers.length > 0) await this.#wake(wave, page.customers);
      if (this.#isClosed) return;
      end = page.end;
      if (!end) period++;
      await store.report(shard, wave.id, { period, ...(end && { end }) });
    }
    await store.report(shard, wave.id, undefined);
    probe.worked(clock.wall() - from);
  }

  /** Resolves when the signals of all customers of a page are decided and stored. */
  async #wake({ id, at, receivedAt, cause }: Wave, customers: readonly string[]): Promise<void> {
    const settled: Promise<ArrivalResult>[] = [];
    const arrivals = customers.map((customer): Arrival => {
      let settle: Arrival['settle'] = () => undefined;
      settled.push(new Promise((resolve) => (settle = resolve)));
      return { type: 'wave', customer, id, at, cause, receivedAt, settle };
    });
    while (!this.#parts.intake.offer(arrivals)) {
      if (this.#isClosed) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    for (const verdict of await Promise.all(settled)) {
      if (typeof verdict === 'object') throw new Error(verdict.rejected);
    }
  }
}

/** Returns the cells of a wave's boxes, in order, each once. */
function rangesOf({ boxes }: Wave): readonly CellRange[] {
  const sorted = boxes.flatMap((box) => [...cellRanges(box)]).sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const before = joined.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
