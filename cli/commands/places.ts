import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import type { ImportedFeature, MendNote } from '../../triggers/places/mend/import-places.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import { problemLines, warningLines } from '../problem-lines.ts';

interface Options extends EngineOptions {
  readonly mend?: true;
  readonly id?: string;
  readonly name?: string;
  readonly tag?: readonly string[];
  readonly attribute?: readonly string[];
  readonly radius?: string;
  readonly width?: string;
  readonly skip?: true;
  readonly dryRun?: true;
  readonly out?: string;
  readonly json?: true;
}

interface Answer {
  readonly places: number;
  readonly mended: readonly MendNote[];
  readonly skipped: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly revision?: number;
}

/** Takes in places that were drawn by others. */
export default {
  name: 'places',
  summary: 'take in GeoJSON that was made for others; with --mend broken outlines too',
  add(command, io) {
    engineOptions(command.command('import'), 'console')
      .summary('publish the features of a GeoJSON file as places, or write them into a file')
      .description('publish the features of a GeoJSON file as places, or write them into a file')
      .argument('<file>', 'a Feature or a FeatureCollection')
      .option('--mend', 'close, divide and rewind broken outlines and drop slivers, telling each, instead of refusing')
      .option('--id <property>', 'the property that holds the id, such as iso_a3')
      .option('--name <property>', 'the property that holds the name')
      .option('--tag <tag...>', 'tags for all of them')
      .option('--attribute <property...>', 'properties to keep as attributes')
      .option('--radius <metres>', 'of points')
      .option('--width <metres>', 'of lines')
      .option('--skip', 'leave out what cannot be taken instead of refusing all')
      .option('--dry-run', 'publish nothing, only tell')
      .option(
        '--out <file>',
        'write the places into this file, such as my-workspace/places/countries.geojson; asks no engine',
      )
      .option('--json', 'answer with one JSON object')
      .action(async (file: string, options: Options) => {
        const geojson = await readJson(file);
        const said =
          options.out === undefined ? await send(file, geojson, options, io) : await write(file, geojson, options);
        if (options.json) io.stdout.write(`${JSON.stringify(said)}\n`);
        else tell(said, options, io);
      });
  },
} satisfies CliCommand;

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new CliFailure(`${file}: expected GeoJSON: ${(cause as SyntaxError).message}`);
  }
}

function send(file: string, geojson: unknown, options: Options, io: Io): Promise<Answer> {
  const { skip, dryRun } = options;
  const flags = { skip: skip === true, dryRun: dryRun === true };
  const body = { geojson, file: basename(file), ...flags, ...termsOf(options) };
  return createApiClient(options, 'console', io).send<Answer>('POST', '/v1/places/import', body);
}

async function write(file: string, geojson: unknown, options: Options): Promise<Answer> {
  const { importPlaces } = await import('../../triggers/places/mend/import-places.ts');
  const { finish } = await import('../../triggers/slices/finish.ts');
  const { features, mended, problems } = finish(importPlaces(basename(file), geojson, termsOf(options)));
  if (problems.length > 0 && !options.skip) throw new InvalidDefinitions(problems);
  if (!options.dryRun) await writeFile(options.out!, textOf(features));
  return { places: features.length, mended, skipped: problems, warnings: [] };
}

/** One place a line, as `pull` writes them. */
function textOf(features: readonly ImportedFeature[]): string {
  const lines = features.map((feature) => `    ${JSON.stringify(feature)}`);
  return `{\n  "type": "FeatureCollection",\n  "features": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function termsOf({ mend, id, name, tag, attribute, radius, width }: Options) {
  return {
    mend: mend === true,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(tag !== undefined && { tags: tag }),
    ...(attribute !== undefined && { attributes: attribute }),
    ...(radius !== undefined && { radiusMetres: metresOf('--radius', radius) }),
    ...(width !== undefined && { widthMetres: metresOf('--width', width) }),
  };
}

function metresOf(option: string, text: string): number {
  const metres = Number(text);
  if (metres > 0) return metres;
  throw new CliFailure(`${option}: expected metres, got '${text}'`);
}

function tell({ places, mended, skipped, warnings, revision }: Answer, { out, dryRun }: Options, io: Io): void {
  for (const { place, path, what, lostSquareMetres: lost } of mended) {
    const area =
      lost === undefined || lost === 0 ? '' : `, ${Math.abs(lost).toPrecision(2)} m² ${lost > 0 ? 'lost' : 'gained'}`;
    io.stderr.write(`mended: ${place}: ${path} ${what}${area}\n`);
  }
  for (const line of problemLines(skipped)) io.stderr.write(`left out: ${line}\n`);
  for (const line of warningLines(warnings)) io.stderr.write(`${line}\n`);
  const count = `${places} place${places === 1 ? '' : 's'}`;
  const mends = new Set(mended.map(({ place }) => place)).size;
  const done = dryRun
    ? `would take ${count}`
    : out === undefined
      ? `published as revision ${revision}: ${count}`
      : `wrote ${out}: ${count}`;
  io.stdout.write(`${done}${mends > 0 ? `, ${mends} of them mended` : ''}\n`);
}
