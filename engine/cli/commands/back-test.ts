import { stat } from 'node:fs/promises';
import { parseDuration } from '../../../triggers/durations.ts';
import type { BackTestRequest } from '../../api/contract.ts';
import { ASSUMPTIONS, type Assumption, type BackTestLine, type BackTestReport } from '../../back-test/contract.ts';
import { readDraft, workspaceAround } from '../../back-test/draft.ts';
import { backTestLines } from '../back-test-lines.ts';
import { type EngineOptions, engineOptions, openClient } from '../client.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import { showProgress } from '../progress.ts';
import { readBatches } from '../tracks/read-batches.ts';
import { parseTime } from '../tracks/times.ts';

interface Options extends EngineOptions {
  readonly signals?: string;
  readonly workspace?: string;
  readonly customer?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last: string;
  readonly assume: string;
  readonly window: string;
  readonly mostCustomers: string;
  readonly json?: true;
}

/** Tries a trigger on what was recorded, before it is live. */
export default {
  name: 'back-test',
  summary: 'try a trigger on recorded signals: who, when, how often, what would hold it back, what it overlaps with',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<trigger>', 'a draft in a file (.yaml, .json), or the name of a trigger')
      .option('--signals <file>', 'test on a file (.ndjson, .csv, .gpx), without an engine')
      .option('--workspace <folder>', 'with --signals: the workspace it lives in (default: the one around the draft)')
      .option('--customer <id>', 'with --signals: whom it is about, where the file does not say')
      .option('--last <time>', 'on the signals that an engine keeps: how far back, such as 24h', '24h')
      .option('--from <time>', 'the same, from a time on (ISO 8601)')
      .option('--to <time>', 'the same, until a time')
      .option('--assume <what>', `take for granted where nothing is known: ${ASSUMPTIONS.join(',')}`, '')
      .option('--window <time>', 'how near a message of another trigger counts as overlap', '24h')
      .option('--most-customers <n>', 'with --signals: customers to keep in memory', '100000')
      .option('--json', 'answer with one JSON object')
      .action(async (trigger: string, options: Options) => {
        const report = await (options.signals === undefined
          ? onEngine(trigger, options, io)
          : onFile(trigger, options.signals, options, io));
        io.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${backTestLines(report).join('\n')}\n`);
        if (io.interrupted.aborted) throw new CliFailure('stopped before the end of the recording');
      });
  },
} satisfies CliCommand;

async function onFile(trigger: string, file: string, options: Options, io: Io): Promise<BackTestReport> {
  const { testFile } = await import('../../back-test/test-file.ts');
  const isFile = isDraft(trigger);
  const workspace = options.workspace ?? (isFile ? workspaceAround(trigger) : undefined);
  if (workspace === undefined) throw new CliFailure('--workspace: expected the folder of the workspace it lives in');
  const mostCustomers = Number(options.mostCustomers);
  if (!(mostCustomers >= 1)) {
    throw new CliFailure(`--most-customers: expected a number from 1 on, got '${options.mostCustomers}'`);
  }
  const { size } = await stat(file);
  const progress = showProgress(io, 'back-test', size, 'bytes');
  return testFile({
    trigger: isFile ? await readDraft(trigger) : trigger,
    workspace,
    read: (check) => readBatches(file, check, options.customer === undefined ? {} : { customer: options.customer }),
    assume: assumptionsOf(options.assume),
    windowMs: durationOf('--window', options.window),
    mostCustomers,
    progress: progress.update,
    interrupted: io.interrupted,
  }).finally(progress.stop);
}

async function onEngine(trigger: string, options: Options, io: Io): Promise<BackTestReport> {
  const client = openClient(options, 'console', io);
  const to = options.to === undefined ? io.now() : timeOf('--to', options.to);
  const from = options.from === undefined ? to - durationOf('--last', options.last) : timeOf('--from', options.from);
  const request: BackTestRequest = {
    trigger: isDraft(trigger) ? (await readDraft(trigger)).body : trigger,
    from,
    to,
    assume: [...assumptionsOf(options.assume)],
    windowMs: durationOf('--window', options.window),
  };
  let progress: ReturnType<typeof showProgress> | undefined;
  try {
    for await (const line of client.lines<BackTestLine>('POST', '/v1/back-test', request)) {
      if ('error' in line) throw new CliFailure(line.error);
      if ('report' in line) return line.report;
      progress ??= showProgress(io, 'back-test', line.of, 'signals');
      progress.update(line.done);
    }
  } finally {
    progress?.stop();
  }
  throw new CliFailure('the engine ended before it told what came of it');
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

function durationOf(option: string, text: string): number {
  try {
    return parseDuration(text);
  } catch (cause) {
    throw new CliFailure(`${option}: ${(cause as RangeError).message}`, { cause });
  }
}

function timeOf(option: string, text: string): number {
  const at = parseTime(text);
  if (at !== undefined) return at;
  throw new CliFailure(`${option}: expected a time such as 2026-11-02T18:00Z, got '${text}'`);
}
