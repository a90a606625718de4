import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { queuedRow } from '../outcomes/rows.ts';

/** Creates the row of a delivery's step, at the present time. */
export function rowOf(job: DeliveryJob, clock: Clock, what: Pick<Outcome, 'step'> & Partial<Outcome>): Outcome {
  return Object.assign(queuedRow(job, clock.now(), clock.wall()), what);
}
