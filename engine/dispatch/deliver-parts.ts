import type { Outbound } from '../../channels/contract.ts';
import type { OpenChannel } from '../../channels/open.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { Recheck } from './contract.ts';
import type { DeliveryRecords } from './records.ts';
import type { IsHeeded } from './reports.ts';

/** What working on a delivery needs. */
export interface DeliverParts {
  readonly records: DeliveryRecords;
  /** Channels that are open now, by name; looked up at every attempt. */
  readonly channels: () => ReadonlyMap<string, OpenChannel>;
  readonly recheck: Recheck;
  /** Takes what the engine has to hear of a delivery's end; resolves when it is stored. Told twice, it does nothing twice. */
  readonly report: (signal: Signal) => Promise<unknown> | unknown;
  readonly isHeeded: IsHeeded;
  readonly sender: () => Outbound['sender'];
  /** Where one click unsubscribes; empty when there is no such place. */
  readonly unsubscribeUrl: (job: DeliveryJob) => string;
  readonly clock: Clock;
  readonly random: () => number;
  /** A row was stored. */
  readonly happened: (outcome: Outcome) => void;
  /** A channel refuses every message through a fault of ours. */
  readonly misconfigured: (channel: string, reason: string) => void;
  readonly mostAttempts: number;
  readonly attemptMs: number;
}
