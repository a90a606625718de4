import type { Observable } from 'rxjs';
import type { Settings } from '../config/settings.ts';
import type { World } from '../triggers/contract.ts';
import type { Keys, MadeKeys } from './access/contract.ts';
import { Closers } from './closers.ts';
import type { RedisContexts } from './context/contract.ts';
import type { Clock, Closable, Log, Settle } from './contract.ts';
import type { OpenDefinitions } from './definitions/contract.ts';
import type { Outcome } from './outcomes/contract.ts';
import { createSettle } from './settle.ts';
import { openPorts } from './start/open-ports.ts';
import { openRooms } from './start/open-rooms.ts';
import { openStores } from './start/open-stores.ts';
import { watchGauges } from './start/watch-gauges.ts';
import type { OutcomeStore } from './stores/contract.ts';

export interface AppParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * What is due by the clock happens when `settled` is asked for, and not by itself: whoever drives the clock moves it
   * in steps.
   */
  readonly inSteps?: boolean;
  /** Gets a page of a provider by its URL, such as a certificate. Absent: from its public address. */
  readonly fetchText?: ((url: string) => Promise<string>) | undefined;
  /** Shows keys that the very first start made, before they are stored. */
  readonly showKeys?: (made: MadeKeys) => void;
  /** Aborted: the start is given up, and what is open by then is closed. */
  readonly stop?: AbortSignal;
}

/** A running engine, seen from inside. */
export interface App extends Closable, Settle {
  /**
   * Where it listens. Without the role `ingest` there is no edge; the console port of one with neither `ingest` nor
   * `api` tells of its health only.
   */
  readonly ports: { readonly edge?: number; readonly console?: number; readonly reports?: number };
  /** Signs the administrator in once; only where nobody was there before. */
  readonly firstLink?: string;
  readonly keys: Keys;
  readonly contexts: RedisContexts;
  readonly definitions: OpenDefinitions;
  readonly world: World;
  /** ClickHouse, which may still be opening; absent where neither `sink` nor `api` is among the roles. */
  readonly store?: OutcomeStore;
  /**
   * Resolves when ClickHouse can be asked too; rejects with CannotStart when it never will. Nothing else waits for it.
   */
  readonly opened: Promise<void>;
  /** Rows as this engine writes them. */
  readonly outcomes$: Observable<Outcome>;
  /** Takes nothing new, finishes what it has, and leaves nothing running. */
  close(): Promise<void>;
}

/** Opens every room in order, left to right; when one cannot be opened, closes those before it and throws. */
export async function startApp(parts: AppParts): Promise<App> {
  const closers = new Closers({ log: parts.log });
  // What still waits for Redis ends when its connections do.
  parts.stop?.addEventListener('abort', () => void closers.close().catch(() => undefined), { once: true });
  try {
    return await open(parts, closers);
  } catch (cause) {
    await closers.close();
    throw cause;
  }
}

async function open(
  { settings, clock, log, inSteps = false, stop, fetchText, showKeys = () => undefined }: AppParts,
  closers: Closers,
): Promise<App> {
  const has = (...roles: Settings['roles']) => roles.some((role) => settings.roles.includes(role));
  const common = { settings, has, clock, log };
  const stores = await openStores({ ...common, stop }, closers);
  const rooms = await openRooms({ ...common, ...stores, inSteps, showKeys, fetchText }, closers);
  watchGauges(stores, rooms);
  const { firstLink, ...ports } = await openPorts({ ...common, ...stores, ...rooms }, closers);
  const { redis, outcomes } = stores;
  const { keys, contexts, definitions, present, outcomes$ } = rooms;
  redis.started();
  return {
    ports,
    ...(firstLink !== undefined && { firstLink }),
    keys,
    contexts,
    definitions,
    world: present.world(),
    ...(outcomes && { store: outcomes.store }),
    opened: outcomes?.opened ?? Promise.resolve(),
    outcomes$,
    ...createSettle({ ...rooms, sink: outcomes?.sink, inSteps }),
    close: () => closers.close(),
  };
}
