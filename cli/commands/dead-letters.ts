import type { DeadLetterGroups, DeadLetterList, RequeueAnswer } from '../../engine/api/contract.ts';
import { type Client, createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import { formatTable } from '../table.ts';

/** Options that are a filter of the same name. */
const SAME = ['channel', 'trigger', 'customer', 'cause'] as const;

interface Options extends EngineOptions, Readonly<Partial<Record<(typeof SAME)[number], string>>> {
  readonly last?: string;
  readonly older?: string;
  readonly most: string;
  readonly groups?: true;
  readonly requeue?: string | true;
  readonly discard?: string | true;
  readonly dryRun?: true;
  readonly json?: true;
}

type Filter = Readonly<Partial<Record<(typeof SAME)[number], string> & Record<'from' | 'to', number>>>;

/** Looks at messages that failed for good. */
export default {
  name: 'dead-letters',
  summary: 'list messages that failed for good, send them again or throw them away',
  add(command, io) {
    engineOptions(command, 'console')
      .option('--channel <name>', 'only of this channel')
      .option('--trigger <name>', 'only of this trigger')
      .option('--customer <id>', 'only to this customer')
      .option('--cause <words>', 'only with this cause, as --groups tells it')
      .option('--last <time>', 'only those that failed within so long, such as 1h or 7d')
      .option('--older <time>', 'only those that failed longer ago than this')
      .option('--most <n>', 'list at most so many, from 1 to 1000', '100')
      .option('--groups', 'tell how many have which cause instead of listing them')
      .option('--requeue [id]', 'send this one again; without an id all that fit')
      .option('--discard [id]', 'throw this one away; without an id all that are listed')
      .option('--dry-run', 'with --requeue: send nothing, only count')
      .option('--json', 'answer with one JSON object a line')
      .action(async (options: Options) => {
        if (options.requeue !== undefined && options.discard !== undefined) {
          throw new CliFailure('expected either --requeue or --discard');
        }
        if (options.dryRun && options.requeue !== true) {
          throw new CliFailure('--dry-run: expected with --requeue, without an id');
        }
        const client = createApiClient(options, 'console', io);
        const filter = await filterOf(options, io.now());
        if (options.requeue !== undefined) return requeue(client, options, filter, io);
        if (options.discard !== undefined) return discard(client, options, filter, io);
        const rows = options.groups ? await group(client, filter) : await list(client, options, filter);
        const lines = () => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
        io.stdout.write(options.json ? lines() : formatTable(rows.map(tellTime)));
      });
  },
} satisfies CliCommand;

async function filterOf({ last, older, ...options }: Options, now: number): Promise<Filter> {
  const given = SAME.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]]));
  return {
    ...Object.fromEntries(given),
    ...(last !== undefined && { from: now - (await spanOf('last', last)) }),
    ...(older !== undefined && { to: now - (await spanOf('older', older)) }),
  };
}

async function spanOf(option: string, text: string): Promise<number> {
  const { readDuration } = await import('../../triggers/arguments/durations.ts');
  const ms = readDuration(text);
  if (ms === undefined) throw new CliFailure(`--${option}: expected a time such as 1h or 7d, got '${text}'`);
  return ms;
}

async function list(client: Client, { most }: Options, filter: Filter): Promise<DeadLetterList['letters']> {
  return (await client.get<DeadLetterList>(`/v1/dead-letters?${searchOf({ ...filter, most })}`)).letters;
}

/** The causes of all that fit; of a large number they come in slices. */
async function group(client: Client, filter: Filter): Promise<DeadLetterGroups['groups']> {
  const found = new Map<string, DeadLetterGroups['groups'][number]>();
  let after: string | undefined;
  do {
    const path = `/v1/dead-letters/groups?${searchOf({ ...filter, ...(after !== undefined && { after }) })}`;
    const slice: DeadLetterGroups = await client.get(path);
    for (const one of slice.groups) {
      const key = `${one.channel} ${one.kind} ${one.cause}`;
      const before = found.get(key);
      found.set(key, before ? { ...before, count: before.count + one.count, firstAt: one.firstAt } : one);
    }
    after = slice.next;
  } while (after !== undefined);
  return [...found.values()].sort((a, b) => b.count - a.count);
}

async function requeue(client: Client, { requeue: id, dryRun: isDry }: Options, filter: Filter, io: Io) {
  if (typeof id === 'string') {
    await client.send('POST', `/v1/dead-letters/${encodeURIComponent(id)}/requeue`);
    io.stdout.write('1 queued again\n');
    return;
  }
  let [count, tooLate] = [0, 0];
  let after: string | undefined;
  do {
    const body = { ...filter, dryRun: isDry === true, ...(after !== undefined && { after }) };
    const slice: RequeueAnswer = await client.send('POST', '/v1/dead-letters/requeue', body);
    count += slice.count;
    tooLate += slice.tooLate;
    after = slice.next;
  } while (after !== undefined);
  const late = tooLate > 0 ? `, ${tooLate} of them too late by now` : '';
  io.stdout.write(`${count} ${isDry ? 'would be queued again' : 'queued again'}${late}\n`);
}

async function discard(client: Client, options: Options, filter: Filter, io: Io) {
  const { discard: id } = options;
  const ids = typeof id === 'string' ? [id] : (await list(client, options, filter)).map((letter) => letter.id);
  const { showProgress } = await import('../progress.ts');
  const progress = showProgress(io, 'dead letters', ids.length, 'messages');
  for (const [i, one] of ids.entries()) {
    await client.send('DELETE', `/v1/dead-letters/${encodeURIComponent(one)}`);
    progress.update(i + 1);
  }
  progress.stop();
  io.stdout.write(`${ids.length} thrown away\n`);
}

function searchOf(members: Readonly<Record<string, string | number>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(members)) search.set(key, String(value));
  return search.toString();
}

/** A row whose times a person can read. */
function tellTime(row: object): Readonly<Record<string, unknown>> {
  const isTime = (name: string) => name === 'at' || name.endsWith('At');
  const tell = ([name, value]: [string, unknown]) => {
    if (typeof value === 'object') return [name, JSON.stringify(value)];
    return [name, isTime(name) ? new Date(Number(value)).toISOString() : value];
  };
  return Object.fromEntries(Object.entries(row).map(tell));
}
