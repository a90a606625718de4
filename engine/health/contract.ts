import type { AccountTrouble, UnusableTemplate } from '../dispatch/contract.ts';
import type { SinkLag } from '../stores/contract.ts';

/** The work that an engine may do. */
export const ENGINE_ROLES = ['ingest', 'dispatch', 'sink', 'api'] as const;
export type EngineRole = (typeof ENGINE_ROLES)[number];

/** What an engine says of itself every two seconds. Times are milliseconds since 1970, real time. */
export interface EngineWord {
  /** Differs from start to start. */
  readonly id: string;
  /** The machine that it runs on. */
  readonly host: string;
  readonly roles: readonly EngineRole[];
  readonly startedAt: number;
  readonly at: number;
  /** The channels that it sends on; empty without the role `dispatch`. */
  readonly channels: Readonly<Record<string, ChannelWord>>;
  /** How far ClickHouse is behind; absent without the role `sink`, and while ClickHouse is being opened. */
  readonly sink?: SinkLag;
}

/** How sending on one channel went for one engine. */
export interface ChannelWord {
  /** Messages that the provider took in the last minute, and attempts that it did not take. */
  readonly sent: number;
  readonly errors: number;
  readonly lastSentAt?: number;
  readonly lastErrorAt?: number;
  readonly lastError?: string;
  /** Its accounts that get nothing for now. */
  readonly troubles?: readonly AccountTrouble[];
}

/** Everything that an operator asks first, as of one moment. What did not answer in time is said to be so. */
export interface EngineState {
  readonly at: number;
  /** Whether messages flow, and everything that is in the way. */
  readonly flows: 'yes' | 'partly' | 'no';
  readonly hindrances: readonly Hindrance[];
  readonly channels: readonly ChannelState[];
  readonly redis: RedisState;
  readonly clickhouse: { readonly isUp: boolean; readonly why?: string };
  /** Entries that wait in Redis for ClickHouse; absent: nobody can say. */
  readonly sink?: { readonly entries: number; readonly oldestMs?: number; readonly failing?: string };
  readonly engines: readonly EngineView[];
}

/** What is in the way of messages, as a code with arguments. */
export const HINDRANCES = [
  'redis-away',
  'redis-full',
  'role-missing',
  'clickhouse-away',
  'sink-behind',
  'all-paused',
  'channel-paused',
  'channel-failing',
  'channel-stuck',
  'account-failing',
  'account-misconfigured',
  'engine-away',
] as const;
export interface Hindrance {
  readonly code: (typeof HINDRANCES)[number];
  readonly args: Readonly<Record<string, string | number>>;
}

export interface ChannelState extends ChannelWord {
  readonly name: string;
  /** The provider that its messages go to; absent: the workspace sets none up. */
  readonly provider?: string;
  readonly state: 'ready' | 'paused' | 'failing' | 'not-set-up';
  readonly waiting: number;
  readonly active: number;
  /** To be tried again, or put off. */
  readonly delayed: number;
  /** Dead letters, and those of the last hour among them. */
  readonly failed: number;
  readonly failedLastHour: number;
  /** When the message that has waited longest was queued; absent: none waits. */
  readonly oldestAt?: number;
  /** Templates that its service has not approved, 50 at most; absent: none, or none is known. */
  readonly templates?: readonly Omit<UnusableTemplate, 'book'>[];
}

export interface RedisState {
  readonly isUp: boolean;
  readonly answeredMs?: number;
  readonly usedBytes?: number;
  /** Absent: it has no limit. */
  readonly limitBytes?: number;
  /** Of the limit; from 0.85 on signals are refused. */
  readonly usedShare?: number;
}

export interface EngineView extends Pick<EngineWord, 'id' | 'host' | 'roles' | 'startedAt'> {
  readonly heardAt: number;
  /** It has said nothing for ten seconds, and did not say that it stops. */
  readonly isAway: boolean;
}
