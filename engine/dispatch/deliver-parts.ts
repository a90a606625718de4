import type { Outbound, SendResult } from '../../channels/contract.ts';
import type { OpenChannel } from '../../channels/open.ts';
import type { Offered } from '../../channels/refusals.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Links } from '../links/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { AccountHealth } from './accounts/account-health.ts';
import type { AccountLines } from './accounts/account-lines.ts';
import type { AccountRates } from './accounts/account-rates.ts';
import type { AccountRooms } from './accounts/account-rooms.ts';
import type { NoteSent, Recheck } from './contract.ts';
import type { DeliveryRecords } from './records.ts';
import type { IsHeeded } from './reports.ts';

/** The parts that working on a delivery needs. */
export interface DeliverParts {
  readonly records: DeliveryRecords;
  /** Channels that are open now, by name; looked up at every attempt. */
  readonly channels: () => ReadonlyMap<string, OpenChannel>;
  readonly health: AccountHealth;
  readonly rates: AccountRates;
  readonly rooms: AccountRooms;
  readonly lines: Pick<AccountLines, 'longestWaitMs'>;
  /** Notes a message that an account took, where that tells of it later. */
  readonly noteSent: NoteSent;
  /** Puts links of our own into messages. Absent: links stay what they are. */
  readonly links?: Links | undefined;
  /** Whether messages of a channel wait, as a person has paused it. */
  readonly isPaused: (channel: string) => boolean;
  readonly recheck: Recheck;
  /** Takes a signal about a delivery's end; resolves when it is stored. A repeat with the same id changes nothing. */
  readonly report: (signal: Signal) => Promise<unknown> | unknown;
  readonly isHeeded: IsHeeded;
  /** What the workspace has that a customer can say no to. Absent: nothing but the channel of a message. */
  readonly offered?: () => Offered;
  readonly sender: () => Outbound['sender'];
  /** Returns the URL that unsubscribes with one click; empty when the edge has no public address. */
  readonly unsubscribeUrl: (job: DeliveryJob) => string;
  /** Returns the URL that confirms a yes. */
  readonly confirmUrl: (job: DeliveryJob) => string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Called after a row was stored. */
  readonly happened: (outcome: Outcome) => void;
  /** Called with the result of every attempt. */
  readonly answered?: (channel: string, result: SendResult) => void;
  /** Called when an account refuses messages because it is not set up right. */
  readonly misconfigured: (channel: string, account: string, reason: string) => void;
  readonly attemptMs: number;
}
