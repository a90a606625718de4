import { resolve } from 'node:path';
import { argv, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { root } from '../support/sources.ts';
import { type HouseFigures, measureHouse } from './measure.ts';

/** Prints the shape of the house: `npm run house`, or `npm run house -- --of DIR` for another checkout. */
const { values } = parseArgs({ args: argv.slice(2), options: { of: { type: 'string' } } });
const checkout = values.of === undefined ? root : resolve(values.of);
stdout.write(`${[`The house at ${checkout}`, '', ...describe(measureHouse(checkout))].join('\n')}\n`);

function describe(figures: HouseFigures): readonly string[] {
  const { folders, cycles, longFunctions, engineImports, filesOver } = figures;
  const heads = ['folder', 'rooms', 'at root', 'arrows', 'up', 'up past contracts', 'order', 'names twice'];
  const rows = folders.map((one) => [
    one.folder,
    one.rooms,
    one.filesAtRoot,
    one.arrows,
    one.arrowsUp,
    one.arrowsUpPastContract.length,
    one.isOrderWritten ? 'written' : 'found',
    one.exportedTwice,
  ]);
  return [
    ...table([heads, ...rows]),
    '',
    ...folders
      .filter(({ arrowsUpPastContract }) => arrowsUpPastContract.length > 0)
      .map(({ folder, arrowsUpPastContract }) => `up in ${folder}: ${arrowsUpPastContract.join(', ')}`),
    '',
    ...table([
      ['circles of files', cycles.length],
      ['imports across the engine’s rooms, to a contract', engineImports.toContract],
      ['  past a contract, types only', engineImports.types],
      ['  past a contract, values', engineImports.values],
      ['functions over 100 lines', longFunctions.length],
      ['files over 120 lines', filesOver.lines120],
      ['files over 200 lines', filesOver.lines200],
      ['comment lines over 120 columns', figures.commentLinesOver120],
    ]),
    '',
    ...longFunctions.map(({ path, line, name, lines }) => `${path}:${line} ${name}: ${lines} lines`),
    ...cycles,
  ];
}

/** Lines up columns: words to the left, numbers to the right. */
function table(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[at] ?? 0)))
      .join('  '),
  );
}
