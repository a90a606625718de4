import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSourcesIn, type Source, type Span } from '../support/sources.ts';
import { findCycles } from './cycles.ts';
import { findOrder } from './find-order.ts';
import { ORDERS } from './orders.ts';
import { arrowsOf, type Crossing, crossingsOf, isContract, placeOf, roomsOf, runningUp } from './rooms.ts';

/** The top folders whose sources ship. */
const FOLDERS = ['sdk', 'config', 'triggers', 'templates', 'channels', 'engine', 'demo', 'cli'];
const LONG_FUNCTION = 100;
/** These open every room: what they take is not counted. */
const OPENERS = /^engine\/(app\.ts|main\.ts|start\/)/;

export interface FolderFigures {
  readonly folder: string;
  readonly rooms: number;
  readonly filesAtRoot: number;
  readonly arrows: number;
  /** Arrows that run up, all of them, and without those to a contract. */
  readonly arrowsUp: number;
  readonly arrowsUpPastContract: readonly string[];
  /** Whether the order was written down; otherwise it is the best that was found. */
  readonly isOrderWritten: boolean;
  readonly exportedTwice: number;
}

export interface HouseFigures {
  readonly folders: readonly FolderFigures[];
  readonly cycles: readonly string[];
  readonly longFunctions: readonly (Span & { readonly path: string })[];
  /** Imports from one room of the engine into another: to a contract, and past one. */
  readonly engineImports: { readonly toContract: number; readonly types: number; readonly values: number };
  readonly filesOver: { readonly lines120: number; readonly lines200: number };
  readonly commentLinesOver120: number;
}

/** Counts the shape of a checkout: its rooms, what runs between them, and what is long. Tests do not count. */
export function measureHouse(checkout: string): HouseFigures {
  const sources = FOLDERS.filter((folder) => existsSync(join(checkout, folder)))
    .flatMap((folder) => readSourcesIn(checkout, folder))
    .filter(({ isTest }) => !isTest);
  return {
    folders: FOLDERS.filter((folder) => existsSync(join(checkout, folder))).map((folder) => measure(sources, folder)),
    cycles: findCycles(sources),
    longFunctions: sources.flatMap(({ path, spans }) =>
      spans.filter(({ lines }) => lines > LONG_FUNCTION).map((span) => ({ path, ...span })),
    ),
    engineImports: countImports(crossingsOf(sources, 'engine')),
    filesOver: {
      lines120: sources.filter(({ lines }) => lines > 120).length,
      lines200: sources.filter(({ lines }) => lines > 200).length,
    },
    commentLinesOver120: sources.reduce((sum, { text }) => sum + wideCommentsIn(text).length, 0),
  };
}

function measure(all: readonly Source[], folder: string): FolderFigures {
  const sources = all.filter(({ path }) => path.startsWith(`${folder}/`));
  const rooms = roomsOf(sources, folder);
  const crossings = crossingsOf(sources, folder);
  const past = crossings.filter(({ to }) => !isContract(to));
  const written = ORDERS[folder]?.rooms ?? [];
  const isOrderWritten = rooms.every((room) => placeOf(room, written) >= 0);
  const up = runningUp(crossings, isOrderWritten ? written : findOrder(rooms, crossings));
  const upPast = runningUp(past, isOrderWritten ? written : findOrder(rooms, past));
  return {
    folder,
    rooms: rooms.length,
    filesAtRoot: sources.filter(({ path }) => path.split('/').length === 2).length,
    arrows: arrowsOf(crossings).size,
    arrowsUp: arrowsOf(up).size,
    arrowsUpPastContract: [...arrowsOf(upPast).keys()],
    isOrderWritten,
    exportedTwice: countTwice(sources.flatMap(({ exports }) => exports)),
  };
}

/** An import is one file taking from another; it takes a value when one of its names is one. */
function countImports(crossings: readonly Crossing[]): HouseFigures['engineImports'] {
  const counted = crossings.filter(({ file }) => !OPENERS.test(file));
  const pairs = (some: readonly Crossing[]) => new Set(some.map(({ file, to }) => `${file} ${to}`)).size;
  const past = counted.filter(({ to }) => !isContract(to));
  const values = pairs(past.filter(({ isType }) => !isType));
  return { toContract: pairs(counted.filter(({ to }) => isContract(to))), types: pairs(past) - values, values };
}

function countTwice(names: readonly string[]): number {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index)).size;
}

/** Lists the lines that hold nothing but a comment and are wider than 120 columns, by their numbers. */
export function wideCommentsIn(text: string): readonly number[] {
  return text
    .split('\n')
    .flatMap((line, at) => (line.length > 120 && /^\s*(\/\*\*|\*|\/\/)/.test(line) ? [at + 1] : []));
}
