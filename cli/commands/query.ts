import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import { formatCsv } from '../csv.ts';
import { tellTimes } from '../readable-times.ts';
import { formatTable } from '../table.ts';

type Row = Readonly<Record<string, unknown>>;

interface Answer {
  readonly rows: readonly Row[];
  readonly of: number;
  readonly zone: string;
}

/** Options that are a parameter of the same name. */
const SAME = ['from', 'to', 'last', 'zone', 'trigger', 'customer', 'limit'] as const;

interface Options extends EngineOptions, Readonly<Partial<Record<(typeof SAME)[number], string>>> {
  readonly param: readonly string[];
  readonly json?: true;
  readonly csv?: true;
  readonly help?: true;
}

/** Asks one of the analyst's questions, or lists them. */
export default {
  name: 'query',
  summary: 'ask one of the analyst’s questions; without a name, list them',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('[name]', 'which question')
      .option('--from <time>', 'from this day or time on, such as 2026-11-20 or 2026-11-20T18:00')
      .option('--to <time>', 'until this time, or to the end of this day')
      .option('--last <time>', 'how far back instead of --from, such as 24h or 7d')
      .option('--zone <zone>', 'the clock that times are read and told on (default: the workspace’s)')
      .option('--trigger <name>', 'only of this trigger')
      .option('--customer <id>', 'only of this customer')
      .option('--limit <n>', 'rows at most (default: 1000)')
      .option('--param <name=value>', 'another parameter of it; may be repeated', collect, [])
      .option('--csv', 'answer as comma-separated values')
      .option('--json', 'answer with one JSON object a row, times in milliseconds since 1970')
      .helpOption(false)
      .option('-h, --help', 'what it does; with a name, also the parameters of that question')
      .action(async (name: string | undefined, options: Options) => {
        if (options.help) {
          const { queryHelp } = await import('../query-help.ts');
          io.stdout.write(`${command.helpInformation()}\n${await queryHelp(name)}`);
          return;
        }
        if (options.csv && options.json) throw new CliFailure('--csv and --json: expected one of the two');
        const { get } = createApiClient(options, 'console', io);
        if (name === undefined) {
          const { queries } = await get<{ queries: readonly Row[] }>('/v1/queries');
          print({ rows: queries, of: queries.length, zone: 'UTC' }, options, io);
          return;
        }
        const search = new URLSearchParams([
          ...SAME.flatMap((key) => paramOf(key, options[key])),
          ...options.param.map(splitParam),
        ]);
        print(await get<Answer>(`/v1/queries/${encodeURIComponent(name)}?${search}`), options, io);
      });
  },
} satisfies CliCommand;

function print({ rows, of, zone }: Answer, { csv, json }: Options, io: Io): void {
  const told = json ? rows : tellTimes(rows, zone);
  const lines = () => told.map((row) => `${JSON.stringify(row)}\n`).join('');
  io.stdout.write(json ? lines() : csv ? formatCsv(told) : formatTable(told));
  if (rows.length < of) {
    const words = `${rows.length.toLocaleString('en')} of ${of.toLocaleString('en')} rows are shown; --limit shows more`;
    io.stderr.write(`${words}\n`);
  }
}

function paramOf(key: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[key, value]];
}

function splitParam(param: string): [string, string] {
  const at = param.indexOf('=');
  if (at < 1) throw new CliFailure(`--param: expected name=value, got '${param}'`);
  return [param.slice(0, at), param.slice(at + 1)];
}

function collect(param: string, before: readonly string[]): readonly string[] {
  return [...before, param];
}
