import { stat } from 'node:fs/promises';
import type { BackTestRequest } from '../engine/api/contract.ts';
import { ASSUMPTIONS, type Assumption, type BackTestLine, type BackTestReport } from '../engine/studies/contract.ts';
import { createApiClient, type EngineOptions } from './client.ts';
import { CliFailure, type Io } from './contract.ts';
import type { Progress } from './progress.ts';

/** The options of `kairos back-test`. */
export interface BackTestOptions extends EngineOptions {
  readonly signals?: string;
  readonly workspace?: string;
  readonly customer?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly assume: string;
  readonly window?: string;
  readonly mostCustomers: string;
  readonly json?: true;
}

/**
 * Tests a trigger on a file or on what an engine keeps, and says which signals of a file cannot be read before it
 * begins.
 */
export function runBackTestCommand(trigger: string, options: BackTestOptions, io: Io): Promise<BackTestReport> {
  return options.signals === undefined
    ? onEngine(trigger, options, io)
    : testOnFile(trigger, options.signals, options, io);
}

const MOST_TOLD = 20;
const USUAL_WINDOW_MS = 86_400_000;

function tellUnreadable(file: string, refused: readonly string[], of: number, { stderr }: Io): void {
  if (refused.length === 0) return;
  const count = (n: number) => n.toLocaleString('en');
  const more = refused.length > MOST_TOLD ? [`… and ${count(refused.length - MOST_TOLD)} more`] : [];
  const first = `${file}: ${count(refused.length)} of ${count(of)} signals cannot be read and are left out:`;
  stderr.write(`${[first, ...refused.slice(0, MOST_TOLD), ...more].join('\n')}\n`);
}

async function testOnFile(trigger: string, file: string, options: BackTestOptions, io: Io): Promise<BackTestReport> {
  const { testFile } = await import('../engine/studies/test-file.ts');
  const { readDraft, workspaceAround } = await import('../engine/studies/draft.ts');
  const { readBatches } = await import('./tracks/read-batches.ts');
  const ofEngine = (['from', 'to', 'last'] as const).find((name) => options[name] !== undefined);
  if (ofEngine) throw new CliFailure(`--${ofEngine}: expected without --signals, of which all is tested`);
  const isFile = isDraft(trigger);
  const workspace = options.workspace ?? (isFile ? workspaceAround(trigger) : undefined);
  if (workspace === undefined) throw new CliFailure('--workspace: expected the folder of the workspace it lives in');
  const mostCustomers = Number(options.mostCustomers);
  if (!(mostCustomers >= 1)) {
    throw new CliFailure(`--most-customers: expected a number from 1 on, got '${options.mostCustomers}'`);
  }
  const { size } = await stat(file);
  const { showProgress } = await import('./progress.ts');
  const progress = showProgress(io, 'back-test', size, 'bytes');
  return testFile({
    trigger: isFile ? await readDraft(trigger) : trigger,
    workspace,
    read: (check) => readBatches(file, check, options.customer === undefined ? {} : { customer: options.customer }),
    assume: assumptionsOf(options.assume),
    windowMs: await windowOf(options.window),
    mostCustomers,
    unreadable: (refused, of) => tellUnreadable(file, refused, of, io),
    progress: progress.update,
    interrupted: io.interrupted,
  }).finally(progress.stop);
}

async function onEngine(trigger: string, options: BackTestOptions, io: Io): Promise<BackTestReport> {
  const client = createApiClient(options, 'console', io);
  const { from, to, last } = options;
  const request: BackTestRequest = {
    trigger: isDraft(trigger) ? await readBody(trigger) : trigger,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(last !== undefined && { last }),
    assume: [...assumptionsOf(options.assume)],
    windowMs: await windowOf(options.window),
  };
  let progress: Progress | undefined;
  try {
    for await (const line of client.lines<BackTestLine>('POST', '/v1/back-test', request)) {
      if ('error' in line) throw new CliFailure(line.error);
      if ('report' in line) return line.report;
      const { showProgress } = await import('./progress.ts');
      progress ??= showProgress(io, 'back-test', line.of, 'signals');
      progress.update(line.done);
    }
  } finally {
    progress?.stop();
  }
  throw new CliFailure('the engine ended before it told what came of it');
}

async function readBody(file: string): Promise<Record<string, unknown>> {
  const { readDraft } = await import('../engine/studies/draft.ts');
  return (await readDraft(file)).body;
}

function isDraft(trigger: string): boolean {
  return /\.(ya?ml|json)$/i.test(trigger);
}

function assumptionsOf(text: string): ReadonlySet<Assumption> {
  const words = text.split(',').filter((word) => word !== '');
  for (const word of words) {
    if (!ASSUMPTIONS.includes(word as Assumption)) {
      throw new CliFailure(`--assume: expected one or more of ${ASSUMPTIONS.join(', ')}, got '${word}'`);
    }
  }
  return new Set(words as Assumption[]);
}

async function windowOf(text: string | undefined): Promise<number> {
  if (text === undefined) return USUAL_WINDOW_MS;
  const { parseDuration } = await import('../triggers/arguments/durations.ts');
  try {
    return parseDuration(text);
  } catch (cause) {
    throw new CliFailure(`--window: ${(cause as RangeError).message}`, { cause });
  }
}
