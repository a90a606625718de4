import { finish } from '../slices/finish.ts';
import { GrowingFloats, GrowingInts } from '../slices/growing.ts';
import { type ChainSink, writeChains } from './chains.ts';
import type { Place, Position, Shape } from './contract.ts';
import { alongArc, chordSquared, metresApart, normalOf, type Vector, vectorOf } from './geodesy.ts';

/** The kinds of items of a geometry. */
export const POLYGON = 0;
export const CIRCLE = 1;
export const CORRIDOR = 2;

/**
 * The shapes of many places in flat arrays. An item is a circle, a corridor or one polygon; a place with several
 * polygons has as many items. A part of an item is a number: of a polygon the point at which an edge begins, of a
 * corridor a piece of its line.
 */
export interface Geometry {
  /** The items' kinds. */
  readonly kind: Uint8Array;
  /** Which place an item belongs to, by its number in the list. */
  readonly place: Int32Array;
  /** The parts of item i are those from `from[i]` to before `to[i]`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Points of polygons, `x, y`: an edge joins a point to the next one, unless `isLast`. */
  readonly xy: Float64Array;
  readonly isLast: Uint8Array;
  /** Of each item: see `Chains`. */
  readonly northInside: Uint8Array;
  /** Pieces of corridors, nine numbers each: both ends and the normal of the arc between them. */
  readonly pieces: Float64Array;
  /** Four numbers an item: centre of a circle, and the greatest squared chord to what is still inside. */
  readonly round: Float64Array;
  /** Radius of a circle, half the width of a corridor; metres. */
  readonly reach: Float64Array;
}

/** Numbers that one piece of a corridor takes in `pieces`. */
export const PIECE = 9;

/** Lays the shapes of places out in flat arrays. */
export function geometryOf(places: readonly Pick<Place, 'shape'>[]): Geometry {
  return finish(geometryInSlices(places));
}

/** Places handled in one slice. */
const SLICE = 32;

/** The same, yielding between slices of a fraction of a millisecond. */
export function* geometryInSlices(places: readonly Pick<Place, 'shape'>[]): Generator<void, Geometry> {
  const layout = new Layout(places.reduce((sum, { shape }) => sum + pointsIn(shape), 0));
  for (const [place, { shape }] of places.entries()) {
    if (place % SLICE === 0) yield;
    layout.add(shape, place);
  }
  return layout.finish();
}

// Short pieces have small boxes around them, so few cells of the grid ask about each.
const LONGEST_PIECE_METRES = 5_000;

class Layout implements ChainSink {
  readonly #kind = new GrowingInts();
  readonly #place = new GrowingInts();
  readonly #from = new GrowingInts();
  readonly #to = new GrowingInts();
  readonly #northInside = new GrowingInts();
  readonly #lasts = new GrowingInts();
  readonly #xy: GrowingFloats;
  readonly #pieces = new GrowingFloats();
  readonly #round = new GrowingFloats();
  readonly #reach = new GrowingFloats();

  constructor(points: number) {
    this.#xy = new GrowingFloats(2 * points + 16);
  }

  point(x: number, y: number): void {
    this.#xy.push(x);
    this.#xy.push(y);
  }

  end(): void {
    this.#lasts.push(this.#xy.length / 2 - 1);
  }

  add(shape: Shape, place: number): void {
    if (shape.type === 'circle') {
      this.#item(CIRCLE, place, {
        round: [...vectorOf(shape.centre), chordSquared(shape.radiusMetres)],
        reach: shape.radiusMetres,
      });
    } else if (shape.type === 'corridor') {
      const from = this.#pieces.length / PIECE;
      for (const piece of piecesOf(shape.line)) for (const n of piece) this.#pieces.push(n);
      this.#item(CORRIDOR, place, { from, to: this.#pieces.length / PIECE, reach: shape.widthMetres / 2 });
    } else if (shape.type === 'polygon') {
      for (const rings of shape.polygons) {
        const from = this.#xy.length / 2;
        const northInside = writeChains(rings, this);
        this.#item(POLYGON, place, { from, to: this.#xy.length / 2, northInside });
      }
    }
  }

  finish(): Geometry {
    const isLast = new Uint8Array(this.#xy.length / 2);
    for (let i = 0; i < this.#lasts.length; i++) isLast[this.#lasts.items[i]!] = 1;
    return {
      kind: Uint8Array.from(this.#kind.finish()),
      place: this.#place.finish(),
      from: this.#from.finish(),
      to: this.#to.finish(),
      xy: this.#xy.finish(),
      isLast,
      northInside: Uint8Array.from(this.#northInside.finish()),
      pieces: this.#pieces.finish(),
      round: this.#round.finish(),
      reach: this.#reach.finish(),
    };
  }

  #item(
    kind: number,
    place: number,
    { from = 0, to = 0, northInside = false, round = NO_CENTRE, reach = 0 }: Partial<ItemParts>,
  ): void {
    this.#kind.push(kind);
    this.#place.push(place);
    this.#from.push(from);
    this.#to.push(to);
    this.#northInside.push(northInside ? 1 : 0);
    for (const n of round) this.#round.push(n);
    this.#reach.push(reach);
  }
}

function pointsIn(shape: Shape): number {
  if (shape.type !== 'polygon') return 0;
  let points = 0;
  for (const rings of shape.polygons) for (const ring of rings) points += ring.length;
  return points;
}

interface ItemParts {
  readonly from: number;
  readonly to: number;
  readonly northInside: boolean;
  readonly round: readonly number[];
  readonly reach: number;
}

const NO_CENTRE = [0, 0, 0, 0] as const;

function* piecesOf(line: readonly Position[]): Generator<readonly number[]> {
  for (let i = 1; i < line.length; i++) {
    const [start, end] = [vectorOf(line[i - 1]!), vectorOf(line[i]!)];
    const count = Math.max(1, Math.ceil(metresApart(start, end) / LONGEST_PIECE_METRES));
    let from: Vector = start;
    for (let n = 1; n <= count; n++) {
      const to = n === count ? end : alongArc(start, end, n / count);
      yield [...from, ...to, ...normalOf(from, to)];
      from = to;
    }
  }
}
