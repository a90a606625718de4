import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliFailure, type Io } from '../../cli/contract.ts';
import { buildSdk } from '../../cli/setup/sdk.mjs';
import { Closers } from '../../engine/closers.ts';
import { createLog } from '../../engine/log.ts';
import { createClient } from '../../sdk/index.ts';
import { MIDNIGHT } from '../day/day.ts';
import { placesIn, SAMPLE_FOLDER } from '../sample.ts';
import { openVenue, type Venue } from '../venue.ts';
import { openPhonePage } from './phone-page.ts';
import { walkPast } from './walk.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A Thursday evening on which the shops have just closed. */
const EVENING = MIDNIGHT + (20 * 60 + 10) * 60_000;
const SHOP = 'lipa-markt';
const WANTED_PORT = 8426;

/**
 * Opens a phone's eye view: a small shop page in a browser, in which the real SDK follows a walk past a shop in the
 * rain, and shows the voucher that comes of it. Resolves when it is interrupted.
 */
export async function runPhone(io: Io): Promise<void> {
  const { interrupted, stdout } = io;
  const say = (line: string) => stdout.write(`${line}\n`);
  const log = createLog({ write: () => true }, false);
  const closers = new Closers({ log });
  try {
    say('A phone in Leipzig: starting the engine and building the SDK …');
    const sdk = await mkdtemp(join(tmpdir(), 'kairos-phone-'));
    closers.add({ close: () => rm(sdk, { recursive: true, force: true }) });
    const [venue] = await Promise.all([
      openVenue({ usualPorts: true, goesBy: { from: EVENING } }, log),
      buildSdk(ROOT, sdk, ['web']),
    ]);
    closers.add(venue);
    await beginToRain(venue);
    const shop = (await placesIn(SAMPLE_FOLDER)).find(({ id }) => id === SHOP);
    if (!shop) throw new CliFailure(`the sample has no place '${SHOP}' to walk past`);
    const page = closers.add(
      await openPhonePage({
        sdk: join(sdk, 'web'),
        edgeUrl: venue.edgeUrl,
        start: { url: venue.edgeUrl, key: venue.ingestKey, ...walkPast(shop) },
        token: (customer) => venue.app.keys.customerToken(customer),
        wantedPort: WANTED_PORT,
      }),
    );
    say('Walk past a shop in the rain, in a browser:');
    say(`  ${page.url}`);
    if (venue.signInUrl !== undefined)
      say(`See the engine decide, in another tab; the link signs in once:\n  ${venue.signInUrl}`);
    say('Ctrl-C ends it.');
    if (!interrupted.aborted) await new Promise((resolve) => interrupted.addEventListener('abort', resolve));
  } finally {
    await closers.close();
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
