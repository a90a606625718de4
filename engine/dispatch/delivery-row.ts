import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { queuedRow } from '../outcomes/rows.ts';

/** The row of a delivery's step, as of now. */
export function rowOf(job: DeliveryJob, clock: Clock, what: Pick<Outcome, 'step'> & Partial<Outcome>): Outcome {
  return Object.assign(queuedRow(job, clock.now(), clock.wall()), what);
}
