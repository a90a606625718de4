import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Cluster, Command, type Redis } from 'ioredis';
import type { ByteWriter } from '../bytes/contract.ts';
import { GrowingBytes } from '../bytes/growing-bytes.ts';
import { writeRow } from '../outcomes/lines.ts';
import type { CustomerCommit } from './contract.ts';
import { keysOf } from './keys.ts';
import { type Stored, writeValue } from './stored-value.ts';

/** What is stored of a customer, if this engine knows it. Brought up to date as a change of the customer is written. */
export interface Target {
  stored: Stored | undefined;
}

/** Length of the outcomes stream, then for each change 1 (written) or 0. */
type CommitReply = readonly [backlog: number, ...written: number[]];

const LUA = readFileSync(new URL('commit.lua', import.meta.url), 'utf8');
const SHA = createHash('sha1').update(LUA).digest('hex');
/** As `commit.lua` reads the widths of rows. */
const WIDTH_DIGITS = 8;
/** How long a customer is known of whom nothing is heard, seconds. */
const RETENTION_SECONDS = 400 * 86_400;
/** The most writers that are kept for the next batch. About one batch is under way for each shard. */
const MOST_IDLE = 16;

/**
 * Creates the function that sends a commit over a connection. A commit is written as the bytes that Redis reads, into
 * memory that is used again: argument by argument through the client, it costs the main thread twice as much
 * (docs/decisions/0021).
 */
export function createCommitCommand(
  redis: Redis | Cluster,
): (shard: number, changes: readonly CustomerCommit[], targets: readonly Target[]) => Promise<CommitReply> {
  const idle: ByteWriter[] = [];
  return async (shard, changes, targets) => {
    const out = idle.pop() ?? new GrowingBytes();
    out.length = 0;
    writeCommit(out, shard, changes, targets);
    // The connection may still read the writer of a command that failed, so that writer is not used again.
    const send = () => redis.sendCommand(new Written(out, keysOf(shard).timers)) as Promise<CommitReply>;
    const committed = await send().catch(async (cause: Error) => {
      if (!cause.message.startsWith('NOSCRIPT')) throw cause;
      const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
      await Promise.all(nodes.map((node) => node.script('LOAD', LUA)));
      return send();
    });
    if (idle.length < MOST_IDLE) idle.push(out);
    return committed;
  };
}

/** A command that was written already. Its one key tells a cluster which node it goes to. */
class Written extends Command {
  readonly #out: ByteWriter;

  constructor(out: ByteWriter, key: string) {
    super('evalsha', [SHA, 1, key], { replyEncoding: 'utf8' });
    this.#out = out;
  }

  override toWritable(): Buffer {
    return this.#out.bytes.subarray(0, this.#out.length);
  }
}

function writeCommit(
  out: ByteWriter,
  shard: number,
  changes: readonly CustomerCommit[],
  targets: readonly Target[],
): void {
  const { timers, outcomes, outbox, context, where } = keysOf(shard);
  const periods = periodsOf(changes);
  const keys = 3 + changes.length + periods.length;
  const forgotten = listForgotten(changes);
  out.ascii(`*${3 + keys + 4 + changes.length + extraArguments(changes) + 3 * forgotten.length}\r\n$7\r\nEVALSHA\r\n`);
  for (const text of [SHA, String(keys), timers, outcomes, outbox]) bulk(out, text);
  const prefix = context('');
  for (const { customer } of changes) {
    const from = out.openBulk(2);
    out.ascii(prefix);
    out.text(customer);
    out.closeBulk(from, 2);
  }
  for (const period of periods) bulk(out, where(period));
  bulk(out, String(RETENTION_SECONDS));
  bulk(out, String(changes.length));
  writeRows(out, changes);
  const now = performance.now();
  for (let i = 0; i < changes.length; i++) {
    const value = out.openBulk(3);
    targets[i]!.stored = writeValue(changes[i]!, targets[i]!.stored, now, out);
    out.closeBulk(value, 3);
  }
  for (let i = 0; i < changes.length; i++) writeExtras(out, i + 1, changes[i]!, 4 + changes.length, periods);
  for (let i = 0; i < forgotten.length; i++) bulks(out, 'ids', String(forgotten[i]!.number), forgotten[i]!.hashes);
}

interface Forgotten {
  readonly number: number;
  readonly hashes: string;
}

const NOTHING: readonly Forgotten[] = [];

/**
 * Lists the ids that states have forgotten since they were stored. Called before the values are written, which clears
 * the journals.
 */
function listForgotten(changes: readonly CustomerCommit[]): readonly Forgotten[] {
  let all: Forgotten[] | undefined;
  for (let i = 0; i < changes.length; i++) {
    const forgotten = changes[i]!.journal?.forgotten ?? '';
    if (forgotten === '') continue;
    all ??= [];
    all.push({ number: i + 1, hashes: forgotten });
  }
  return all ?? NOTHING;
}

/** Writes all rows, joined by newlines; then how many bytes of them each change has, in a fixed width. */
function writeRows(out: ByteWriter, changes: readonly CustomerCommit[]): void {
  const all = out.openBulk(5);
  const widths: number[] = [];
  let isFirst = true;
  for (const { rows } of changes) {
    const from = out.length;
    for (let i = 0; i < rows.length; i++) {
      if (!isFirst) out.ascii('\n');
      isFirst = false;
      writeRow(rows[i]!, out);
    }
    widths.push(out.length - from);
  }
  out.closeBulk(all, 5);
  const each = out.openBulk(4);
  for (const width of widths) out.padded(width, WIDTH_DIGITS);
  out.closeBulk(each, 4);
}

function extraArguments(changes: readonly CustomerCommit[]): number {
  let count = 0;
  for (const { nextDueAt, jobs, movedTo } of changes) {
    count += (nextDueAt === 'as-before' ? 0 : 4) + 4 * jobs.length + (movedTo ? 5 : 0);
  }
  return count;
}

/** Writes what only some changes need: as many arguments as `extraArguments` counts. */
function writeExtras(
  out: ByteWriter,
  number: number,
  { customer, nextDueAt, jobs, movedTo }: CustomerCommit,
  firstPeriodKey: number,
  periods: readonly number[],
): void {
  if (nextDueAt !== 'as-before') bulks(out, 'timer', String(number), String(nextDueAt ?? 'none'), customer);
  for (const job of jobs) bulks(out, 'job', String(number), job.id, JSON.stringify(job));
  if (!movedTo) return;
  const key = firstPeriodKey + periods.indexOf(movedTo.period);
  bulks(out, 'move', String(number), String(key), String(movedTo.cell), customer);
}

function bulks(out: ByteWriter, ...texts: readonly string[]): void {
  for (let i = 0; i < texts.length; i++) bulk(out, texts[i]!);
}

function bulk(out: ByteWriter, text: string): void {
  const from = out.openBulk(2);
  out.text(text);
  out.closeBulk(from, 2);
}

const NO_PERIODS: readonly number[] = [];

/** Lists the periods in which these changes say where a customer is. */
function periodsOf(changes: readonly CustomerCommit[]): readonly number[] {
  let periods: number[] | undefined;
  for (const { movedTo } of changes) {
    if (!movedTo) continue;
    periods ??= [];
    if (!periods.includes(movedTo.period)) periods.push(movedTo.period);
  }
  return periods ?? NO_PERIODS;
}
