import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nearest } from '../triggers/problems/nearest.ts';
import type { Bench } from './contract.ts';
import { machineFacts } from './support/machine.ts';

/**
 * `npm run bench` lists what can be measured; `npm run bench -- NAME` measures it and ends with one JSON object: the
 * figures, the machine and the command. Options: `--json` (nothing else on stdout, one line), `--seconds N` (of each
 * phase), `--runs N` (5: the median counts), `--save` (also to bench/results/NAME.json).
 */
const FOLDER = new URL('./', import.meta.url);
const OURS = ['main.ts', 'contract.ts'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
});
const names = (await readdir(FOLDER))
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && !OURS.includes(file))
  .map((file) => file.slice(0, -'.ts'.length));
const [name] = positionals;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

if (name === undefined) await list();
else if (names.includes(name)) await measure(name);
else {
  const guess = nearest(name, names);
  process.stderr.write(
    `There is no benchmark '${name}'${guess ? `; did you mean '${guess}'?` : '.'} There are: ${names.join(', ')}\n`,
  );
  process.exitCode = 1;
}

async function list(): Promise<void> {
  for (const known of names) process.stdout.write(`${known.padEnd(16)} ${(await load(known)).summary}\n`);
}

async function measure(name: string): Promise<void> {
  const bench = await load(name);
  const machine = machineFacts();
  const started = new Date().toISOString();
  const seconds = values.seconds === undefined ? undefined : positive('--seconds', values.seconds);
  const figures = await bench.run({
    json: values.json,
    runs: positive('--runs', values.runs),
    ...(seconds !== undefined && { seconds }),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const result = { bench: name, command: commandLine(), at: started, machine, ...figures };
  if (values.save) {
    const folder = new URL('results/', FOLDER);
    await mkdir(folder, { recursive: true });
    await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(result, undefined, 2)}\n`);
    process.stderr.write(`saved ${fileURLToPath(new URL(`${name}.json`, folder))}\n`);
  }
  process.stdout.write(`${JSON.stringify(result, undefined, values.json ? 0 : 2)}\n`);
}

async function load(name: string): Promise<Bench> {
  const { default: bench } = (await import(new URL(`${name}.ts`, FOLDER).href)) as { default?: Bench };
  if (bench?.name !== name) throw new Error(`bench/${name}.ts must default-export a benchmark named '${name}'`);
  return bench;
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${option}: expected a number above 0, got '${text}'`);
  return number;
}

function commandLine(): string {
  return ['npm run bench --', ...process.argv.slice(2).filter((word) => word !== '--save')].join(' ');
}
