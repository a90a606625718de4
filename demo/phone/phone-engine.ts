import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliFailure } from '../../cli/contract.ts';
import { buildPageScript } from '../../cli/setup/sdk.mjs';
import { Closers } from '../../engine/closers.ts';
import type { Closable, Log } from '../../engine/contract.ts';
import { createClient } from '../../sdk/index.ts';
import { MIDNIGHT } from '../day/day.ts';
import { placesIn, SAMPLE_FOLDER } from '../sample.ts';
import { openVenue, type Venue } from '../venue.ts';
import { type PhoneWalk, walkPast } from './walk.ts';

/** The engine of the phone, on its rainy evening. */
export interface PhoneEngine extends Closable {
  /** The folder with the SDK's script for pages. */
  readonly sdk: string;
  readonly start: PhoneStart;
  token(customer: string): string;
}

/** What the page begins with: where the engine is, its publishable key, the walk. */
export interface PhoneStart extends PhoneWalk {
  readonly url: string;
  readonly key: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A Thursday evening on which the shops have just closed. */
const EVENING = MIDNIGHT + (20 * 60 + 10) * 60_000;
const SHOP = 'lipa-markt';

/**
 * Starts an engine of its own, so that a phone changes nothing in the figures of the day, and builds the SDK's script.
 */
export async function openPhoneEngine(log: Log): Promise<PhoneEngine> {
  const closers = new Closers({ log });
  try {
    const sdk = await mkdtemp(join(tmpdir(), 'kairos-phone-'));
    closers.add({ close: () => rm(sdk, { recursive: true, force: true }) });
    const [venue] = await Promise.all([
      openVenue({ usualPorts: false, goesBy: { from: EVENING } }, log).then((opened) => closers.add(opened)),
      buildPageScript(ROOT, sdk),
    ]);
    await beginToRain(venue);
    const shop = (await placesIn(SAMPLE_FOLDER)).find(({ id }) => id === SHOP);
    if (!shop) throw new CliFailure(`the sample has no place '${SHOP}' to walk past`);
    const { edgeUrl, ingestKey, app } = venue;
    return {
      sdk,
      start: { url: edgeUrl, key: ingestKey, ...walkPast(shop) },
      token: (customer) => app.keys.customerToken(customer),
      close: () => closers.close(),
    };
  } catch (cause) {
    await closers.close();
    throw cause;
  }
}

async function beginToRain({ edgeUrl, secretKey, clock }: Venue): Promise<void> {
  const client = createClient({ url: edgeUrl, key: secretKey, over: 'http' });
  const value = {
    lat: 51.34,
    lon: 12.375,
    radiusMetres: 20_000,
    condition: 'rain',
    temperatureCelsius: 9,
    validSeconds: 86_400,
  };
  const sent = await client.send({ kind: 'weather', at: clock.now(), value });
  await client.close();
  if ('reason' in sent) throw new CliFailure(`it does not rain: ${sent.reason}`);
}
