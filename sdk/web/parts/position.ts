import type { Inside } from '../../app/contract.ts';
import { whileInFront } from '../../app/while-in-front.ts';
import { askNeighbourhood } from '../../position/ask-neighbourhood.ts';
import type { DeviceFix, DeviceState } from '../../position/contract.ts';
import { follow } from '../../position/follow.ts';
import { followJourneys } from '../../position/follow-journeys.ts';
import type { PositionOptions } from '../contract.ts';

/** A shake above this, in metres per second squared, is a step. */
const STEP = 1.2;
/** After so long without a step the device lies still. */
const STILL_AFTER_MS = 30_000;

/** Follows the position of a browser while its page is in front. */
export function followPosition(
  inside: Inside,
  { isExact = true, alsoHidden = false, journeys = false }: PositionOptions,
): () => void {
  const { client, platform, problem } = inside;
  const steps = watchSteps(platform.now);
  const seen = journeys ? followJourneys(inside) : undefined;
  const begin = (): (() => void) =>
    follow({
      look: () => look(isExact),
      ask: (fix) => askNeighbourhood(inside, platform.fetch, fix),
      tell: client.position,
      state: (): DeviceState => ({ ...(steps.isMoving !== undefined && { isMoving: steps.isMoving }) }),
      moved: steps.watch,
      wait(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      problem,
      ...(seen && { seen }),
    });
  const end = whileInFront(
    begin,
    () => alsoHidden || document.visibilityState !== 'hidden',
    (turned) => {
      document.addEventListener('visibilitychange', turned);
      return () => document.removeEventListener('visibilitychange', turned);
    },
  );
  return () => {
    end();
    steps.close();
  };
}

function look(enableHighAccuracy: boolean): Promise<DeviceFix> {
  const how = { enableHighAccuracy, timeout: 20_000, maximumAge: 3_000 };
  return new Promise((resolve, reject) => {
    const got = ({ coords, timestamp }: GeolocationPosition): void =>
      resolve({
        lat: coords.latitude,
        lon: coords.longitude,
        at: timestamp,
        accuracyMetres: coords.accuracy,
        ...(coords.speed !== null && { speedMetresPerSecond: coords.speed }),
        ...(coords.heading !== null && !Number.isNaN(coords.heading) && { headingDegrees: coords.heading }),
        ...(coords.altitude !== null && { altitudeMetres: coords.altitude }),
      });
    navigator.geolocation.getCurrentPosition(got, ({ message }) => reject(new Error(message)), how);
  });
}

/** Tells whether the device moves, where its sensor is given without a question. */
function watchSteps(now: () => number): {
  readonly isMoving: boolean | undefined;
  watch(began: () => void): () => void;
  close(): void;
} {
  let stepAt: number | undefined;
  const watchers = new Set<() => void>();
  const isStill = (): boolean => stepAt !== undefined && now() - stepAt > STILL_AFTER_MS;
  const shaken = ({ acceleration }: DeviceMotionEvent): void => {
    if (acceleration?.x === null || acceleration?.x === undefined) return;
    const { x, y, z } = acceleration;
    const isStep = Math.hypot(x, y ?? 0, z ?? 0) > STEP;
    const wasStill = isStill();
    if (isStep || stepAt === undefined) stepAt = now();
    if (isStep && wasStill) for (const began of watchers) began();
  };
  addEventListener('devicemotion', shaken);
  return {
    get isMoving() {
      return stepAt === undefined ? undefined : !isStill();
    },
    watch(began) {
      watchers.add(began);
      return () => watchers.delete(began);
    },
    close: () => removeEventListener('devicemotion', shaken),
  };
}
