import type { StepName } from '../outcomes/contract.ts';
import type { LiveDecision, LivePosition, LiveSecond } from './contract.ts';
import { Sample } from './sample.ts';

/** Of one engine and second; more engines send more. */
const MOST_DECISIONS = 20;
const MOST_POSITIONS = 60;
const MOST_LATENCIES = 512;

/** Adds up one second after the other. */
export class SecondTally {
  readonly #engine: string;
  readonly #decisions: Sample<LiveDecision>;
  readonly #positions: Sample<LivePosition>;
  readonly #latencies: Sample<number>;
  #signals = 0;
  #steps: Partial<Record<StepName, number>> = {};

  constructor(engine: string, random: () => number) {
    this.#engine = engine;
    this.#decisions = new Sample(MOST_DECISIONS, random);
    this.#positions = new Sample(MOST_POSITIONS, random);
    this.#latencies = new Sample(MOST_LATENCIES, random);
  }

  settled(elapsedMs: number): void {
    this.#signals++;
    this.#latencies.add(elapsedMs);
  }

  decided(decision: LiveDecision): void {
    this.#steps[decision.step] = (this.#steps[decision.step] ?? 0) + 1;
    this.#decisions.add(decision);
  }

  located(position: LivePosition): void {
    this.#positions.add(position);
  }

  /** Ends the second, and begins the next. */
  end(at: number): LiveSecond {
    const decisions = this.#decisions.take();
    const positions = this.#positions.take();
    const latencies = [...this.#latencies.take().kept].sort((a, b) => a - b);
    const p95Ms = latencies[Math.ceil(latencies.length * 0.95) - 1];
    const second: LiveSecond = {
      engine: this.#engine,
      at,
      signals: this.#signals,
      steps: this.#steps,
      ...(p95Ms !== undefined && { p95Ms: Math.round(p95Ms * 10) / 10 }),
      decisions: decisions.kept,
      positions: positions.kept,
      decisionsEach: decisions.each,
      positionsEach: positions.each,
    };
    this.#signals = 0;
    this.#steps = {};
    return second;
  }
}
