import { argv, env, exit, pid, stderr, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { InvalidSettings } from '../config/invalid-settings.ts';
import type { Settings } from '../config/settings.ts';
import { InvalidDefinitions } from '../triggers/contract.ts';
import type { MadeKeys } from './access/contract.ts';
import { type App, startApp } from './app.ts';
import { systemClock } from './clock.ts';
import type { Log } from './contract.ts';
import { CannotStart } from './contract.ts';
import { foldRepeats } from './fold-repeats.ts';
import { loadEngineSettings } from './load-settings.ts';
import { createLog } from './log.ts';

/**
 * Runs an engine until SIGINT or SIGTERM, then ends it cleanly within 8 s, also when Redis or ClickHouse are gone. A
 * second signal ends it at once. Rejects when it cannot start.
 */
export async function startEngine(settings: Settings): Promise<void> {
  const log = foldRepeats(createLog(stderr, stderr.isTTY === true));
  let app: App | undefined;
  let isStopping = false;
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) exit(128 + (signal === 'SIGINT' ? 2 : 15));
    isStopping = true;
    log.info('stopping; once more stops at once', { signal });
    // Still starting: the start itself closes the parts that are open.
    stopping.abort();
    if (app) void end(app, log);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    app = await startApp({ settings, clock: systemClock(), log, showKeys, stop: stopping.signal });
  } catch (cause) {
    // Stopped halfway: Ctrl-C also reaches the children of the start, so their failures are ignored.
    if (isStopping) exit(0);
    throw cause;
  }
  if (isStopping) return end(app, log);
  greet(app, settings);
  await app.opened.catch((cause: unknown) => {
    if (isStopping) return undefined;
    stderr.write(`${startFault(cause) ?? (cause instanceof Error ? cause.stack : cause)}\n`);
    return app?.close().finally(() => exit(1));
  });
}

/** Closes an engine and ends the process. */
async function end(app: App, log: Log): Promise<void> {
  await app.close().catch((cause: unknown) => log.error('stopped, and not everything could be closed', { cause }));
  exit(0);
}

/** Shows the keys of a first start. They cannot be shown again. */
function showKeys({ ingestKey, secretKey }: MadeKeys): void {
  const lines = ['Keys, shown this once: keep them. `kairos keys` makes others.'];
  if (ingestKey) lines.push(`  KAIROS_INGEST_KEY=${ingestKey}   may send signals`);
  if (secretKey) lines.push(`  KAIROS_SECRET_KEY=${secretKey}   may do everything`);
  stdout.write(`${lines.join('\n')}\n\n`);
}

/** Writes the addresses and the next steps after a start. */
function greet({ ports, firstLink }: App, { host, roles }: Settings): void {
  const at = host === '0.0.0.0' ? 'localhost' : host;
  const lines = [`kairos runs (${roles.join(', ')}), process ${pid}`];
  if (ports.edge !== undefined)
    lines.push(`  signals   http://${at}:${ports.edge}   POST /v1/signals, GET /v1/stream, Segment /v1/*`);
  if (ports.console !== undefined)
    lines.push(
      `  console   http://${at}:${ports.console}   ${roles.includes('api') ? 'management API, /metrics, /openapi.json' : '/healthz, /readyz, /metrics'}`,
    );
  if (firstLink !== undefined) lines.push(`  sign in   ${firstLink}   works once, within a day`);
  stdout.write(`${lines.join('\n')}\n`);
}

/**
 * Returns the message for a start that failed for an outside reason; undefined for a fault of the program, which is
 * shown with its stack.
 */
export function startFault(cause: unknown): string | undefined {
  if (cause instanceof InvalidSettings) return `these settings cannot be used:\n  ${cause.problems.join('\n  ')}`;
  if (cause instanceof InvalidDefinitions) return `the definitions cannot be used:\n${cause.message}`;
  return cause instanceof CannotStart ? cause.message : undefined;
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  loadEngineSettings(env)
    .then(startEngine)
    .catch((cause: unknown) => {
      stderr.write(`${startFault(cause) ?? (cause instanceof Error ? cause.stack : cause)}\n`);
      exit(1);
    });
}
