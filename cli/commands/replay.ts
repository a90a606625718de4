import { stat } from 'node:fs/promises';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import type { Sent } from '../send-batches.ts';
import type { Survey } from '../tracks/read.ts';

interface Options extends EngineOptions {
  readonly speed: string;
  readonly customer?: string;
  readonly keepTimes?: true;
  readonly json?: true;
}

/** Plays a recording into a running engine. */
export default {
  name: 'replay',
  summary: 'play recorded positions or signals (CSV, GPX, NDJSON) into a running engine',
  add(command, io) {
    engineOptions(command, 'ingest')
      .argument('<file>', '.csv with columns for lat, lon and time; .gpx; or .ndjson of signals')
      .option('--speed <n>', 'how much faster than it was recorded, from 1 on; or max', '1')
      .option('--customer <id>', 'whom it is about, where the file does not say (default: the file’s name)')
      .option('--keep-times', 'send the recorded times and ids instead of those of now')
      .option('--json', 'answer with one JSON object')
      .action(async (file: string, options: Options) => {
        const speed = parseSpeed(options.speed);
        const client = createApiClient(options, 'ingest', io);
        const { readInOrder } = await import('../tracks/read.ts');
        const survey = await look(file, io);
        const lengthMs = survey.lastAt - survey.firstAt;
        if (!options.json) {
          const { formatDuration } = await import('../../triggers/arguments/durations.ts');
          const length = `${survey.signals} signals over ${formatDuration(lengthMs)}`;
          const takes = Number.isFinite(speed) ? `, takes about ${formatDuration(Math.ceil(lengthMs / speed))}` : '';
          const order =
            survey.backAt === undefined
              ? ''
              : `; line ${survey.backAt} is earlier than one before it: played in the order of the times`;
          io.stderr.write(`${length}${takes}${order}\n`);
        }
        const { ulid } = await import('ulid');
        const { play } = await import('../play.ts');
        const { showProgress } = await import('../progress.ts');
        const progress = showProgress(io, 'replay', survey.signals, 'signals');
        const track = readInOrder(file, survey, options.customer === undefined ? {} : { customer: options.customer });
        const pacing = { speed, keepTimes: options.keepTimes ?? false, firstAt: survey.firstAt, startAt: io.now() };
        const sent = await play(
          track,
          pacing,
          client,
          io,
          () => ulid(),
          (so) => progress.update(total(so)),
        ).finally(() => progress.stop());
        report(sent, file, options, io);
        if (io.interrupted.aborted) throw new CliFailure(`stopped after ${total(sent)} of ${survey.signals} signals`);
        if (sent.rejected > 0) throw new CliFailure(`${sent.rejected} signals were refused`);
      });
  },
} satisfies CliCommand;

function parseSpeed(text: string): number {
  const speed = text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
  if (speed >= 1) return speed;
  throw new CliFailure(`--speed: expected a number from 1 on, or max, got '${text}'`);
}

/** Reads the whole recording once before anything is sent, so that a bad line stops it here. */
async function look(file: string, io: Io): Promise<Survey> {
  const { size } = await stat(file);
  const { showProgress } = await import('../progress.ts');
  const { surveyTrack } = await import('../tracks/read.ts');
  const progress = showProgress(io, 'reading', size, 'bytes');
  return surveyTrack(file, (bytes) => progress.update(bytes)).finally(() => progress.stop());
}

function report(sent: Sent, file: string, { json }: Options, { stdout, stderr }: Io): void {
  for (const { line, reason } of sent.refused) stderr.write(`${file}:${line}: ${reason}\n`);
  const { accepted, duplicates, rejected } = sent;
  if (json) stdout.write(`${JSON.stringify({ accepted, duplicates, rejected })}\n`);
  else stdout.write(`${accepted} accepted, ${duplicates} duplicates, ${rejected} refused\n`);
}

function total({ accepted, duplicates, rejected }: Sent): number {
  return accepted + duplicates + rejected;
}
