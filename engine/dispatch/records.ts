import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { keysOf } from '../context/keys.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { allowWhenFull } from '../stores/allow-when-full.ts';
import { batchByTurn } from './batch-by-turn.ts';

/** How a delivery ends. Each ends in exactly one of these. */
export type FinalState = 'sent' | 'held-back' | 'expired' | 'failed' | 'uncertain';

/** An end, with what was said of it. */
export interface End {
  readonly state: FinalState;
  readonly reason: string;
  /** What a permanent refusal asked for; empty when nothing. */
  readonly effect: string;
}

/** What is known of a delivery that may have been worked on before. */
export interface DeliveryRecord {
  readonly end: End | undefined;
  /** Attempts that began, and how many of them before it was reopened. */
  readonly begun: number;
  readonly earlier: number;
  /** The last attempt began and its result is not known: whoever makes it is at it, or died. */
  readonly isOpen: boolean;
  /** Wall clock of its beginning; 0: not known. */
  readonly openSince: number;
  /** One of the attempts may have reached the customer. */
  readonly isInDoubt: boolean;
}

/**
 * What guards each delivery against being sent twice: its attempts are noted before anything leaves, and its first end stands.
 * Kept for a week, far longer than any job.
 */
export interface DeliveryRecords {
  read(job: DeliveryJob): Promise<DeliveryRecord>;
  /** Begins the next attempt, or says why not. */
  begin(
    job: DeliveryJob,
    record: Pick<DeliveryRecord, 'begun' | 'isOpen' | 'isInDoubt'>,
    row: string,
    how?: Beginning,
  ): Promise<BeginRefusal | undefined>;
  /** The last attempt has a result: nothing left, or (`doubt`) it may have. */
  settle(job: DeliveryJob, attempt: number, doubt: boolean): Promise<void>;
  /** Puts the delivery off; true: that it is until then was not known, and the row is written. */
  defer(job: DeliveryJob, until: number, row: string): Promise<boolean>;
  /** Undefined: it ended now, so. Else how it had ended before. */
  finish(job: DeliveryJob, end: End, row: string): Promise<FinalState | undefined>;
  /** A failed delivery may begin anew. */
  reopen(job: Pick<DeliveryJob, 'id' | 'customer'>): Promise<boolean>;
}

/** Why an attempt may not begin: the delivery has ended, somebody else began one, its customer is not stored as when it was decided. */
export type BeginRefusal = FinalState | 'busy' | 'changed';

export interface Beginning {
  /** It was decided on the customer as stored with this revision. */
  readonly revision?: number | undefined;
  /** It is over already, and nothing left. */
  readonly isOver?: boolean;
  /** Wall clock. */
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

/** What one delivery adds to a command for several. */
interface Asked {
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** Opens the records over a connection. */
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
  // Tells a command that is sent again from one that somebody else sends.
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
      const [state, reason, effect, begun, settled, earlier, doubt, by] = await redis.hmget(keyOf(job), ...FIELDS);
      return {
        end: state ? { state: state as FinalState, reason: reason ?? '', effect: effect ?? '' } : undefined,
        begun: Number(begun ?? 0),
        earlier: Number(earlier ?? 0),
        isOpen: Number(begun ?? 0) > Number(settled ?? 0),
        openSince: Number(by?.split(':')[0] ?? 0),
        isInDoubt: doubt === '1',
      };
    },
    async begin(job, { begun, isOpen, isInDoubt }, row, { revision = '', isOver = false, since = 0 } = {}) {
      const shard = shardOf(job.customer);
      const keys = [keyOf(job), keysOf(shard).context(job.customer)];
      const by = `${Math.trunc(since)}:${me}.${++beginnings}`;
      const args = [begun, isOpen || isInDoubt ? 1 : 0, revision, by, isOver ? 1 : 0, row];
      return (await begin(shard, { keys, args })) || undefined;
    },
    async settle(job, attempt, doubt) {
      await scripts.kairosDeliverySettle(1, keyOf(job), attempt, doubt ? 1 : 0);
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

const FIELDS = ['state', 'reason', 'effect', 'begun', 'settled', 'earlier', 'doubt', 'by'] as const;
