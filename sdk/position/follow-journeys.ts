import type { Inside } from '../app/contract.ts';
import { createWays } from '../app/ways.ts';
import type { DeviceFix } from './contract.ts';
import { type Journey, recognise } from './journeys.ts';

/**
 * Tells the journeys of a device, fix by fix. What goes on is on the device before the next fix is looked at: a run or
 * a tab that is killed is gone on with by the next one. What both tell has one id, and the engine counts it once.
 */
export function followJourneys(inside: Inside): (fix: DeviceFix) => void {
  const { client, platform, problem } = inside;
  const ways = createWays(inside);
  const step = async (fix: DeviceFix): Promise<void> => {
    const { journey, recognised } = next(await ways.read(), fix);
    for (const { name, since, properties } of recognised) {
      const id = `${client.deviceId}:${name}:${Math.round(since)}`;
      client.send({ id, kind: 'event', value: { name, properties } });
    }
    await ways.write(JSON.stringify(journey));
  };
  let work: Promise<void> = Promise.resolve();
  return (fix) => {
    work = work
      .then(() => platform.tabs.alone(() => step(fix)))
      .catch((cause: unknown) => problem(`the journeys: ${String(cause)}`));
  };
}

/** What another version wrote, and cannot be read, is begun anew. */
function next(text: string | undefined, fix: DeviceFix): ReturnType<typeof recognise> {
  try {
    return recognise(JSON.parse(text ?? '{}') as Journey, fix);
  } catch {
    return recognise({}, fix);
  }
}
