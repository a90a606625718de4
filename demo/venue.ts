import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { CliFailure } from '../cli/contract.ts';
import { type App, startApp } from '../engine/app.ts';
import { type SignalClock, shiftClock, signalClock } from '../engine/clock.ts';
import { Closers } from '../engine/closers.ts';
import type { Closable, Log } from '../engine/contract.ts';
import { loadEngineSettings } from '../engine/load-settings.ts';
import type { OutcomeStore } from '../engine/stores/contract.ts';
import { MIDNIGHT } from './day/day.ts';
import { SAMPLE_FOLDER } from './sample.ts';
import { addChannels } from './shop-channels.ts';
import { createHooks, type Hooks } from './sink/hooks.ts';
import { type Mailbox, openMailbox } from './sink/mailbox.ts';
import { openInboxPage } from './sink/page.ts';
import { createServices, type Services } from './sink/services.ts';

/** Everything the demo plays on: an engine with the sample workspace, and somewhere for its messages to go. */
export interface Venue extends Closable {
  readonly app: App;
  readonly store: OutcomeStore;
  readonly clock: SignalClock;
  readonly ingestKey: string;
  readonly secretKey: string;
  readonly edgeUrl: string;
  readonly consoleUrl: string;
  /** Opens the console and signs in, once. Absent: it was not built. */
  readonly signInUrl?: string;
  readonly inboxUrl: string;
  readonly mailbox: Mailbox;
  readonly hooks: Hooks;
  readonly services: Services;
  /** Where mails and the engine's data lie. */
  readonly folder: string;
}

export interface VenueOptions {
  /** Keeps everything in this folder; else it is a temporary one that goes with the demo. */
  readonly keep?: string;
  /** The city's clock goes by itself from a time. Absent: what is played moves it. */
  readonly goesBy?: { readonly from: number };
  /** Takes the usual ports where they are free, so that one knows where to look. */
  readonly usualPorts: boolean;
}

const HOST = '127.0.0.1';
const USUAL = { edge: 8420, console: 8421, inbox: 8425 };

/** Opens it all; what is open is closed again when a part fails. */
export async function openVenue({ keep, usualPorts, goesBy }: VenueOptions, log: Log): Promise<Venue> {
  const closers = new Closers({ log });
  try {
    const folder = keep === undefined ? await temporaryFolder(closers) : await emptyFolder(keep);
    const mailbox = closers.add(await openMailbox(join(folder, 'mails')));
    const hooks = createHooks();
    const services = createServices();
    const wantedPort = usualPorts ? USUAL.inbox : 0;
    const page = closers.add(await openInboxPage({ mailbox, hooks, services }, wantedPort));
    const [ingestKey, secretKey] = [`demo-ingest-${randomUUID()}`, `demo-secret-${randomUUID()}`];
    const clock = goesBy ? shiftClock(goesBy.from) : signalClock(MIDNIGHT);
    const port = async (wanted: number) => String(usualPorts && (await isFree(wanted)) ? wanted : 0);
    const settings = await loadEngineSettings({
      KAIROS_HOST: HOST,
      KAIROS_PORT: await port(USUAL.edge),
      KAIROS_CONSOLE_PORT: await port(USUAL.console),
      KAIROS_DATA_DIR: join(folder, 'data'),
      KAIROS_WORKSPACE: await copyWorkspace(folder, page.url, goesBy !== undefined),
      KAIROS_INGEST_KEY: ingestKey,
      KAIROS_SECRET_KEY: secretKey,
      KAIROS_SMTP_URL: mailbox.url,
      KAIROS_WEATHER_URL: 'off',
      KAIROS_RATE_LIMIT: '1000000',
      // Its people are made up, so that back-tests may know where they were.
      KAIROS_POSITION_DECIMALS: '5',
    });
    const app = closers.add(await startApp({ settings, clock, log, inSteps: !goesBy }));
    const { store } = app;
    await app.opened;
    if (!store) throw new Error('an engine in all its roles has ClickHouse');
    return {
      app,
      store,
      clock,
      ingestKey,
      secretKey,
      edgeUrl: `http://${HOST}:${app.ports.edge}`,
      consoleUrl: `http://${HOST}:${app.ports.console}`,
      ...(app.firstLink !== undefined && { signInUrl: `${app.firstLink}&later=1` }),
      inboxUrl: page.url,
      mailbox,
      hooks,
      services,
      folder,
      close: () => closers.close(),
    };
  } catch (cause) {
    await closers.close();
    throw cause;
  }
}

async function temporaryFolder(closers: Closers): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-demo-'));
  closers.add({ close: () => rm(folder, { recursive: true, force: true }) });
  return folder;
}

/** A day is played into an empty engine only: what lies there already would count as today's. */
async function emptyFolder(keep: string): Promise<string> {
  const folder = resolve(keep);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new CliFailure(`--keep: ${folder} is not empty; give a new folder`);
  return folder;
}

/**
 * The sample, with its webhooks going to the demo's own picking desk, and with more channels. For one customer alone
 * nobody is held out: there would be nothing to see.
 */
async function copyWorkspace(folder: string, pageUrl: string, isForOne: boolean): Promise<string> {
  const copy = join(folder, 'workspace');
  await cp(SAMPLE_FOLDER, copy, { recursive: true });
  const file = join(copy, 'workspace.yaml');
  const workspace = parseDocument(await readFile(file, 'utf8'));
  if (isForOne) {
    workspace.delete('hold-out');
    await dropHoldout(join(copy, 'triggers', 'rainy-evening-walk-by.yaml'));
  }
  workspace.setIn(['providers', 'webhook', 'url'], `${pageUrl}/hooks`);
  workspace.setIn(['providers', 'webhook', 'allow'], [new URL(pageUrl).host]);
  await writeFile(file, workspace.toString());
  await addChannels(copy, pageUrl);
  return copy;
}

async function dropHoldout(file: string): Promise<void> {
  const trigger = parseDocument(await readFile(file, 'utf8'));
  trigger.delete('holdout');
  await writeFile(file, trigger.toString());
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, HOST, () => probe.close(() => done(true)));
  });
}
