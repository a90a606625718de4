import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { markRow, queuedRow } from '../outcomes/rows.ts';

/** Creates the row of a delivery's step, at the present time. */
export function rowOf(job: DeliveryJob, clock: Clock, what: Pick<Outcome, 'step'> & Partial<Outcome>): Outcome {
  return Object.assign(queuedRow(job, clock.now(), clock.wall()), what);
}

/** Returns a delivery's row as one line of a stream; marked, where it is of no decision. */
export function rowLine(job: DeliveryJob, row: Outcome): string {
  return lineOf(markRow(job, row));
}
