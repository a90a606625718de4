import type { Place, Ring } from '../../triggers/places/contract.ts';
import { geometryOf } from '../../triggers/places/geometry.ts';
import { buildGrid } from '../../triggers/places/grid/build.ts';
import * as g from '../../triggers/places/grid/grid.ts';
import { placeAt } from '../support/moments.ts';
import { COLOURS, Svg } from './svg.ts';

const WEST = 12.66;
const SOUTH = 51.68;
const DEGREES = 0.72;
const [LEFT, TOP, WIDTH] = [24, 48, 640];
const HEIGHT = 400;

/**
 * A park with a lake in it, a circle and a road, and the cells of the index over them: read out of the index as a
 * lookup reads it.
 */
export function drawPlaceCells(): string {
  const places = placesOnMap();
  const grid = buildGrid(geometryOf(places));
  const svg = new Svg(960, 478, 'The cells of the places index');
  svg.text(24, 30, 'How places lie in the index', `font-size="15" font-weight="600" fill="${COLOURS.text}"`);
  svg.classes(STYLES);
  const counts = { covered: 0, edge: 0, empty: 0 };
  for (const cell of cellsOf(grid)) {
    const kind = cell.edges > 0 ? 'edge' : cell.covers > 0 ? 'covered' : 'empty';
    const [x, y, size] = [xOf(cell.west), yOf(cell.north), (cell.degrees / DEGREES) * WIDTH];
    if (x + size <= LEFT || x >= LEFT + WIDTH || y + size <= TOP || y >= TOP + HEIGHT) continue;
    counts[kind]++;
    const [x1, y1] = [Math.max(LEFT, x), Math.max(TOP, y)];
    const [x2, y2] = [Math.min(LEFT + WIDTH, x + size), Math.min(TOP + HEIGHT, y + size)];
    svg.rect(x1, y1, x2 - x1, y2 - y1, `class="${kind}"`);
  }
  for (const { shape } of places) {
    const style = `stroke="${COLOURS.place}" stroke-width="2"`;
    if (shape.type === 'circle') svg.area([circleOf(shape.centre, shape.radiusMetres)], `fill="none" ${style}`);
    if (shape.type === 'corridor')
      svg.line(
        shape.line.map(({ lat, lon }) => [xOf(lon), yOf(lat)] as const),
        style,
      );
    if (shape.type === 'polygon') {
      const rings = shape.polygons.flat().map((ring) => ring.map(([lon, lat]) => [xOf(lon), yOf(lat)] as const));
      svg.area(rings, `fill="none" ${style}`);
    }
  }
  legend(svg, counts);
  return svg.finish();
}

interface Cell {
  readonly west: number;
  readonly north: number;
  readonly degrees: number;
  readonly covers: number;
  /** Edges, pieces and circles that must be looked at. */
  readonly edges: number;
}

/** Every undivided cell of the grid that is near the map, with what a lookup finds on its way to it. */
function* cellsOf({ roots, data }: g.Grid): Generator<Cell> {
  const degrees = g.cellDegrees(0);
  for (let row = Math.floor((SOUTH + 90) / degrees); row * degrees - 90 < SOUTH + DEGREES; row++) {
    for (let col = Math.floor((WEST + 180) / degrees); col * degrees - 180 < WEST + DEGREES; col++) {
      yield* below(roots[row * g.ROOT_COLS + col]!, 0, col, row, 0);
    }
  }

  function* below(node: number, level: number, col: number, row: number, above: number): Generator<Cell> {
    const degreesHere = g.cellDegrees(level);
    if (node >= 0) {
      const { covers, edges } = node === 0 ? NOTHING : entriesAt(data, node + 1, data[node]!);
      const [west, north] = [col * degreesHere - 180, (row + 1) * degreesHere - 90];
      yield { west, north, degrees: degreesHere, covers: covers + above, edges };
      return;
    }
    const { covers } = entriesAt(data, 17 - node, data[-node]!);
    for (let part = 0; part < 16; part++) {
      yield* below(data[1 - node + part]!, level + 1, col * 4 + (part & 3), row * 4 + (part >> 2), above + covers);
    }
  }
}

const NOTHING = { covers: 0, edges: 0 };

function entriesAt(data: Int32Array, from: number, count: number): { readonly covers: number; readonly edges: number } {
  let [covers, edges, at] = [0, 0, from];
  for (let i = 0; i < count; i++) {
    const code = data[at++]! & 7;
    if (code === g.COVERS) covers++;
    else if (code === g.CIRCLE_EDGE) edges++;
    else {
      edges += data[at]!;
      at += 1 + data[at]! * (code === g.CORRIDOR_EDGE ? 1 : 4);
    }
  }
  return { covers, edges };
}

const STYLES = {
  covered: `fill:${COLOURS.yes};fill-opacity:.3;stroke:${COLOURS.yes};stroke-opacity:.5;stroke-width:.7`,
  edge: `fill:${COLOURS.perhaps};fill-opacity:.35;stroke:${COLOURS.perhaps};stroke-opacity:.6;stroke-width:.7`,
  empty: 'fill:#fafafa;stroke:#e0e0e0;stroke-width:.7',
};

function legend(svg: Svg, counts: Readonly<Record<keyof typeof STYLES, number>>): void {
  const lines = [
    ['covered', 'a place covers the cell:', 'taken as it is, no distance, no edge'],
    ['edge', 'a border runs through it:', 'with just the edges that do'],
    ['empty', 'nothing is there:', 'the lookup ends'],
  ] as const;
  lines.forEach(([kind, first, second], i) => {
    const y = 84 + i * 74;
    svg.rect(696, y - 14, 20, 20, `class="${kind}"`);
    svg.text(726, y, `${first} ${counts[kind]} cells`, `font-weight="600" fill="${COLOURS.text}"`);
    svg.text(726, y + 18, second);
  });
  svg.text(696, 330, 'A cell is divided into 4 by 4 where that', 'font-size="11.5"');
  svg.text(696, 346, 'spares edges, down to some 600 m, and', 'font-size="11.5"');
  svg.text(696, 362, 'further where many borders are crowded.', 'font-size="11.5"');
}

function placesOnMap(): readonly Place[] {
  const wavy = (lon: number, lat: number, radius: number, turn: number): Ring => {
    const ring = Array.from({ length: 48 }, (_, i): [number, number] => {
      const angle = (i / 48) * 2 * Math.PI;
      const far = radius * (1 + 0.16 * Math.sin(3 * angle + turn) + 0.06 * Math.sin(7 * angle));
      return [lon + far * Math.cos(angle), lat + far * 0.62 * Math.sin(angle)];
    });
    return [...ring, ring[0]!];
  };
  const park = [wavy(12.92, 51.92, 0.19, 0), wavy(12.9, 51.92, 0.06, 2).toReversed()];
  const centre = { lat: 51.99, lon: 13.23 };
  const line = [
    { lat: 51.7, lon: 13.1 },
    { lat: 51.78, lon: 13.22 },
    { lat: 51.82, lon: 13.37 },
  ];
  return [
    placeAt('park', 51.92, 12.92, { shape: { type: 'polygon', polygons: [park] } }),
    placeAt('circle', centre.lat, centre.lon, { shape: { type: 'circle', centre, radiusMetres: 5_500 } }),
    placeAt('road', 51.78, 13.22, { shape: { type: 'corridor', line, widthMetres: 300 } }),
  ];
}

function circleOf({ lat, lon }: { readonly lat: number; readonly lon: number }, metres: number) {
  return Array.from({ length: 72 }, (_, i) => {
    const angle = (i / 72) * 2 * Math.PI;
    const north = (metres / 111_195) * Math.sin(angle);
    const east = ((metres / 111_195) * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180);
    return [xOf(lon + east), yOf(lat + north)] as const;
  });
}

function xOf(lon: number): number {
  return LEFT + ((lon - WEST) / DEGREES) * WIDTH;
}

function yOf(lat: number): number {
  return TOP + HEIGHT - ((lat - SOUTH) / DEGREES) * WIDTH;
}
