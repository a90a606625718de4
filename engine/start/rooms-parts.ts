import type { Settings } from '../../config/settings.ts';
import type { MadeKeys } from '../access/contract.ts';
import type { Clock, Log } from '../contract.ts';
import type { Stores } from './open-stores.ts';

/** What the rooms are opened with. */
export interface RoomsParts extends Pick<Stores, 'redis' | 'room' | 'language' | 'outcomes'> {
  readonly settings: Settings;
  readonly has: (...roles: Settings['roles']) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Work that is due by the clock is done when it is asked for; no timer does it. */
  readonly inSteps: boolean;
  readonly showKeys: (made: MadeKeys) => void;
  /** Gets a page of a provider by its URL. Absent: from its public address. */
  readonly fetchText: ((url: string) => Promise<string>) | undefined;
}
