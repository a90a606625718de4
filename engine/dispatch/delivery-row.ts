import type { Clock } from '../contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { queuedRow } from '../pipeline/rows.ts';
import type { DeliveryJob } from './contract.ts';

/** The row of a delivery's step, as of now. */
export function rowOf(job: DeliveryJob, clock: Clock, what: Pick<Outcome, 'step'> & Partial<Outcome>): Outcome {
  return Object.assign(queuedRow(job, clock.now(), clock.wall()), what);
}
