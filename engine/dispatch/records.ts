import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { Reason } from '../../triggers/gates/contract.ts';
import { keysOf } from '../context/keys.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { allowWhenFull } from '../stores/allow-when-full.ts';
import { batchByTurn } from './batch-by-turn.ts';

/** The states that end a delivery. Each delivery ends in exactly one of them. */
export type FinalState = 'sent' | 'held-back' | 'expired' | 'failed' | 'uncertain';

/** The end of a delivery, with its reason. */
export interface End {
  readonly state: FinalState;
  readonly reason: string;
  /** The consequence of a permanent refusal; empty for any other end. */
  readonly effect: string;
  /** What the provider answered, whole, where the reason has not all of it. It is not kept in the record. */
  readonly answer?: string | undefined;
}

/** An end as it is wanted. `endDelivery` makes of it the end that stands. */
export interface Ending {
  readonly state: FinalState;
  readonly reason: string;
  readonly provider: string;
  /** The gate that stopped it. */
  readonly gate?: string;
  readonly effect?: string;
  readonly answer?: string | undefined;
  /** Why it ended so; `reason` is its sentence. Absent for `sent`, whose `reason` is the provider's id. */
  readonly why?: Reason;
}

/** The record of a delivery: its attempts so far, and its end. */
export interface DeliveryRecord {
  readonly end: End | undefined;
  /** Attempts that have begun. */
  readonly begun: number;
  /** Those of them that began before it was last reopened. */
  readonly earlier: number;
  /** The last attempt has no result yet: its process is still sending, or has died. */
  readonly isOpen: boolean;
  /** When the last attempt began, by the wall clock; 0: not known. */
  readonly openSince: number;
  /** One of the attempts may have reached the customer. */
  readonly isInDoubt: boolean;
  /** The account of the last attempt; empty: there was none. */
  readonly account: string;
  /** Why the last attempt was not the end; empty: there was none, or it has no result yet. */
  readonly lastReason: string;
}

/**
 * Guards each delivery against being sent twice: an attempt is recorded before anything leaves, and the first end
 * stands. Each change and its outcome row are written in one step. A record is kept for a week, far longer than any
 * job.
 */
export interface DeliveryRecords {
  /** Reads a record; a delivery without one is new. */
  read(job: DeliveryJob): Promise<DeliveryRecord>;
  /**
   * Begins the attempt after those of `record`. Resolves with undefined when it has begun, else with why it may not.
   */
  begin(
    job: DeliveryJob,
    record: Pick<DeliveryRecord, 'begun' | 'isOpen' | 'isInDoubt'>,
    account: string,
    row: string,
    how?: Beginning,
  ): Promise<BeginRefusal | undefined>;
  /**
   * Records that the last attempt has a result, so that another may follow. `doubt`: it may have reached the customer.
   */
  settle(job: DeliveryJob, attempt: number, doubt: boolean, reason: string): Promise<void>;
  /** Records until when the delivery waits. True when that is new and the row was written. */
  defer(job: DeliveryJob, until: number, row: string): Promise<boolean>;
  /** Ends the delivery. Resolves with undefined when this end stands, else with the state it had ended in before. */
  finish(job: DeliveryJob, end: End, row: string): Promise<FinalState | undefined>;
  /** Lets a failed delivery begin anew, with a full number of attempts. False when it has not failed. */
  reopen(job: Pick<DeliveryJob, 'id' | 'customer'>): Promise<boolean>;
}

/**
 * The reason why an attempt may not begin: the state in which the delivery has ended; `busy`, another attempt began
 * meanwhile; `changed`, the customer's stored state has another revision.
 */
export type BeginRefusal = FinalState | 'busy' | 'changed';

export interface Beginning {
  /** Begin only if the customer's stored state has this revision. */
  readonly revision?: number | undefined;
  /** The attempt is over already, and nothing left. */
  readonly isOver?: boolean;
  /** When it began, by the wall clock. */
  readonly since?: number;
}

const KEPT_MS = 7 * 86_400_000;

interface Scripts {
  kairosDeliveryBegin(keys: number, ...args: (string | number)[]): Promise<(BeginRefusal | '')[]>;
  kairosDeliveryFinish(keys: number, ...args: (string | number)[]): Promise<(FinalState | '')[]>;
  kairosDeliverySettle(keys: 1, ...args: (string | number)[]): Promise<null>;
  kairosDeliveryDefer(keys: 2, ...args: (string | number)[]): Promise<number>;
  kairosDeliveryReopen(keys: 1, ...args: (string | number)[]): Promise<number>;
}

/** The keys and arguments that one delivery adds to a command for several. */
interface Asked {
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** Creates the records over a connection. Calls of one turn of the event loop go out as one command a shard. */
export function createRecords(redis: Redis | Cluster, shardOf: (customer: string) => number): DeliveryRecords {
  const lua = (name: string) => ({
    lua: allowWhenFull(readFileSync(new URL(`record-${name}.lua`, import.meta.url), 'utf8')),
  });
  redis.defineCommand('kairosDeliveryBegin', lua('begin'));
  redis.defineCommand('kairosDeliveryFinish', lua('finish'));
  redis.defineCommand('kairosDeliverySettle', lua('settle'));
  redis.defineCommand('kairosDeliveryDefer', lua('defer'));
  redis.defineCommand('kairosDeliveryReopen', lua('reopen'));
  const scripts = redis as unknown as Scripts;
  // Tells a command that this process sends again from one that another process sends.
  const me = randomUUID().slice(0, 8);
  let beginnings = 0;
  const keyOf = ({ id, customer }: Pick<DeliveryJob, 'id' | 'customer'>) =>
    `kairos:delivery:{${shardOf(customer)}}:${id}`;
  const argumentsOf = (shard: number, all: readonly Asked[]) => {
    const keys = [keysOf(shard).outcomes, ...all.flatMap((one) => one.keys)];
    return [keys.length, ...keys, KEPT_MS, ...all.flatMap(({ args }) => args)] as const;
  };
  const begin = batchByTurn((shard, all: readonly Asked[]) => scripts.kairosDeliveryBegin(...argumentsOf(shard, all)));
  const finish = batchByTurn((shard, all: readonly Asked[]) =>
    scripts.kairosDeliveryFinish(...argumentsOf(shard, all)),
  );

  return {
    async read(job) {
      const [state, reason, effect, begun, settled, earlier, doubt, by, account, why] = await redis.hmget(
        keyOf(job),
        ...FIELDS,
      );
      return {
        end: state ? { state: state as FinalState, reason: reason ?? '', effect: effect ?? '' } : undefined,
        begun: Number(begun ?? 0),
        earlier: Number(earlier ?? 0),
        isOpen: Number(begun ?? 0) > Number(settled ?? 0),
        openSince: Number(by?.split(':')[0] ?? 0),
        isInDoubt: doubt === '1',
        account: account ?? '',
        lastReason: why ?? '',
      };
    },
    async begin(job, { begun, isOpen, isInDoubt }, account, row, { revision = '', isOver = false, since = 0 } = {}) {
      const shard = shardOf(job.customer);
      const keys = [keyOf(job), keysOf(shard).context(job.customer)];
      const by = `${Math.trunc(since)}:${me}.${++beginnings}`;
      const args = [begun, isOpen || isInDoubt ? 1 : 0, revision, by, isOver ? 1 : 0, account, row];
      return (await begin(shard, { keys, args })) || undefined;
    },
    async settle(job, attempt, doubt, reason) {
      await scripts.kairosDeliverySettle(1, keyOf(job), attempt, doubt ? 1 : 0, reason);
    },
    async defer(job, until, row) {
      const { outcomes } = keysOf(shardOf(job.customer));
      return (await scripts.kairosDeliveryDefer(2, outcomes, keyOf(job), KEPT_MS, until, row)) === 1;
    },
    async finish(job, { state, reason, effect }, row) {
      const asked = { keys: [keyOf(job)], args: [state, reason, effect, row] };
      return (await finish(shardOf(job.customer), asked)) || undefined;
    },
    async reopen(job) {
      return (await scripts.kairosDeliveryReopen(1, keyOf(job))) === 1;
    },
  };
}

const FIELDS = ['state', 'reason', 'effect', 'begun', 'settled', 'earlier', 'doubt', 'by', 'account', 'why'] as const;
