import type { AppClient } from '../app/contract.ts';
import type { DeviceFix, DeviceState, Neighbourhood } from './contract.ts';
import { createFixPace } from './fix-pace.ts';
import { metresApartOf } from './ground.ts';

/** What following a position takes of a platform. */
export interface Follow {
  /** Looks once where the device is; rejects when it cannot. */
  look(): Promise<DeviceFix>;
  /** Asks the engine what is near; undefined when it cannot be reached. */
  ask(fix: DeviceFix): Promise<Neighbourhood | undefined>;
  tell: AppClient['position'];
  state(): DeviceState;
  /** Calls back when the device begins to move; absent where no sensor tells. */
  readonly moved?: (began: () => void) => () => void;
  /** Calls back after a time; returns the function that stops it. */
  wait(ms: number, run: () => void): () => void;
  problem(reason: string): void;
  /** Is shown each fix. */
  readonly seen?: (fix: DeviceFix) => void;
}

/** Without a word of the engine: as if something could happen so far away. */
const BLIND_METRES = 60;
const RETRY_MS = 60_000;

/**
 * Follows a position, as seldom as the places around allow: each fix is told, and the next one is due when something
 * could happen. The engine is asked again when what it said is left or too old. Returns the function that stops it.
 */
export function follow(parts: Follow): () => void {
  const pace = createFixPace();
  let around: { readonly from: DeviceFix; readonly said: Neighbourhood } | undefined;
  let isEnded = false;
  let cancel = (): void => undefined;

  const freeAt = (fix: DeviceFix): number => {
    if (!around || fix.at - around.from.at > around.said.validMs) return -1;
    return around.said.radiusMetres - metresApartOf(around.from, fix);
  };
  /** Looks, tells, and returns when to look again. */
  const step = async (): Promise<number> => {
    const fix = await parts.look();
    if (isEnded) return 0;
    parts.tell(toValue(fix));
    parts.seen?.(fix);
    let free = freeAt(fix);
    if (free <= 0) {
      const said = await parts.ask(fix);
      around = said && { from: fix, said };
      free = said?.radiusMetres ?? BLIND_METRES;
    }
    return pace.next(fix, free, parts.state());
  };
  let isLooking = false;
  const begin = (): void => {
    if (isLooking || isEnded) return;
    cancel();
    isLooking = true;
    void step()
      .catch((cause: unknown) => {
        parts.problem(`the position: ${cause instanceof Error ? cause.message : String(cause)}`);
        return RETRY_MS;
      })
      .then((waitMs) => {
        isLooking = false;
        if (!isEnded) cancel = parts.wait(waitMs, begin);
      });
  };
  const unwatch = parts.moved?.(begin);
  begin();
  return () => {
    isEnded = true;
    cancel();
    unwatch?.();
  };
}

function toValue({ at: _at, isMocked, ...fix }: DeviceFix): Readonly<Record<string, unknown>> {
  return { ...fix, ...(isMocked !== undefined && { mocked: isMocked }) };
}
