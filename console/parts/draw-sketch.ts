import type { Map as MapLibre } from 'maplibre-gl';
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { onlyPart, withNewPart } from './draw-parts.ts';
import { circleIn, partsOfShape, type SketchPart, withHole, withPart } from './draw-rings.ts';
import { countPositions, type DrawnShape, type LonLat, USUAL_METRES } from './draw-shape.ts';

export type Tool = 'circle' | 'polygon' | 'corridor' | 'part' | 'hole';

/** What is drawn with the pointer; what it is drawn into lives outside. */
export interface Sketch {
  /** Puts handles on a shape, and the hand on one of its parts; undefined takes them away. */
  show(shape: DrawnShape | undefined, part?: number): void;
  /** Begins to draw; a click sets a corner, Escape gives up. Undefined: goes back to handles. */
  begin(tool: Tool | undefined): void;
  close(): void;
}

export interface SketchEvents {
  /** A shape was drawn or dragged. */
  readonly changed: (shape: DrawnShape) => void;
  /** It is being dragged right now. */
  readonly moving: (shape: DrawnShape) => void;
  /** The hand was put on another part of an area. */
  readonly chosen: (part: number) => void;
  /** Drawing ended, with a shape or without. */
  readonly ended: () => void;
}

/**
 * Shapes of more positions get handles on the chosen part alone, and parts of more get none: each is drawn and looked
 * for at every move of the pointer.
 */
export const MOST_HANDLES = 2_000;

const INK = '#e8590c';
const PAPER = '#ffffff';
const SELECTED = {
  selectedPolygonColor: INK,
  selectedPolygonFillOpacity: 0.12,
  selectedPolygonOutlineColor: INK,
  selectedPolygonOutlineWidth: 2,
  selectedLineStringColor: INK,
  selectedLineStringWidth: 2,
  selectionPointColor: PAPER,
  selectionPointOutlineColor: INK,
  selectionPointOutlineWidth: 2,
  selectionPointWidth: 6,
  midPointColor: INK,
  midPointOutlineColor: PAPER,
  midPointOutlineWidth: 1,
  midPointWidth: 4,
} as const;
const LINE = {
  lineStringColor: INK,
  lineStringWidth: 2,
  closingPointColor: INK,
  closingPointOutlineColor: PAPER,
} as const;
const AREA = { fillColor: INK, fillOpacity: 0.1, outlineColor: INK, outlineWidth: 2 } as const;
const RING = { draggable: true, coordinates: { draggable: true, midpoints: { draggable: true }, deletable: true } };

/** Opens the drawing of one shape on a map. Only this shape is in the drawing's own store. */
export function openSketch(map: MapLibre, { changed, moving, chosen, ended }: SketchEvents): Sketch {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawSelectMode({
        flags: {
          polygon: { feature: RING },
          linestring: { feature: RING },
          // A radius has two ends and no more.
          radius: { feature: { draggable: true, coordinates: { draggable: true } } },
        },
        allowManualDeselection: false,
        styles: SELECTED,
      }),
      new TerraDrawCircleMode({ styles: AREA, startingRadiusKilometers: USUAL_METRES.circle / 1_000 }),
      new TerraDrawPolygonMode({ styles: AREA }),
      new TerraDrawPolygonMode({ modeName: 'part', styles: AREA }),
      new TerraDrawPolygonMode({ modeName: 'hole', styles: AREA }),
      new TerraDrawLineStringMode({ styles: LINE }),
      new TerraDrawLineStringMode({ modeName: 'radius', styles: LINE }),
    ],
  });
  draw.start();
  let shape: DrawnShape | undefined;
  let part = 0;
  let tool: Tool | undefined;
  /** The parts of the shape by the ids of what is dragged. */
  const parts = new Map<string | number, SketchPart>();

  const showParts = () => {
    draw.clear();
    parts.clear();
    if (draw.getMode() !== 'select') draw.setMode('select');
    if (!shape) return;
    const mode = shape.kind === 'circle' ? 'radius' : shape.kind === 'corridor' ? 'linestring' : 'polygon';
    for (const one of partsWithHandles(shape, part)) {
      const id = draw.getFeatureId();
      const feature = { type: 'Feature', id, geometry: one.geometry, properties: { mode } };
      const [added] = draw.addFeatures([feature as unknown as GeoJSONStoreFeatures]);
      if (added?.valid) parts.set(id, one);
    }
    const [first] = [...parts].find(([, { polygon }]) => polygon === part) ?? [];
    if (first !== undefined) draw.selectFeature(first);
  };
  const seen = (id: string | number): DrawnShape | undefined => {
    const part = parts.get(id);
    const coordinates = lineOf(draw.getSnapshotFeature(id));
    return part && shape && coordinates ? withPart(shape, part, coordinates) : undefined;
  };
  const onFinish = (id: string | number, { action }: { readonly action: string }) => {
    const next = action === 'draw' && tool ? drawnWith(tool, shape, lineOf(draw.getSnapshotFeature(id))) : seen(id);
    const wasDrawing = tool !== undefined;
    tool = undefined;
    // The drawing goes on with its own work after it has told of this.
    queueMicrotask(() => {
      if (next) changed(next);
      if (wasDrawing) ended();
    });
  };
  const onChange = (ids: readonly (string | number)[], type: string, context?: { readonly origin?: string }) => {
    if (type !== 'update' || context?.origin === 'api') return;
    for (const id of ids) {
      const next = parts.has(id) ? seen(id) : undefined;
      if (next) moving(next);
    }
  };
  const onSelect = (id: string | number) => {
    const polygon = parts.get(id)?.polygon;
    if (polygon === undefined || polygon === part) return;
    part = polygon;
    chosen(part);
  };
  draw.on('finish', onFinish);
  draw.on('select', onSelect);
  draw.on('change', onChange as Parameters<typeof draw.on<'change'>>[1]);
  const close = () => {
    draw.off('finish', onFinish);
    draw.off('select', onSelect);
    draw.off('change', onChange as Parameters<typeof draw.off<'change'>>[1]);
    // A map that went away has stopped the drawing already, and taken its layers along.
    if (draw.enabled) draw.stop();
  };
  map.once('away', close);
  return {
    show(next, onPart = 0) {
      const isShown = next === shape && onPart === part;
      [shape, part] = [next, onPart];
      if (isShown) return;
      if (tool === undefined && draw.enabled) showParts();
    },
    begin(next) {
      tool = next;
      if (!draw.enabled) return;
      if (next === undefined) return showParts();
      draw.clear();
      parts.clear();
      draw.setMode(next === 'corridor' ? 'linestring' : next);
    },
    close,
  };
}

/** The lines and rings that get handles: all of them, or those of the chosen part where all are too many. */
function partsWithHandles(shape: DrawnShape, part: number): readonly SketchPart[] {
  if (countPositions(shape) <= MOST_HANDLES) return partsOfShape(shape);
  if (shape.kind !== 'polygon' || countPositions(onlyPart(shape, part)) > MOST_HANDLES) return [];
  return partsOfShape(shape).filter(({ polygon }) => polygon === part);
}

function drawnWith(
  tool: Tool,
  shape: DrawnShape | undefined,
  line: readonly LonLat[] | undefined,
): DrawnShape | undefined {
  if (!line) return undefined;
  if (tool === 'circle') return circleIn(line);
  if (tool === 'hole') return shape && withHole(shape, line);
  if (tool === 'part') return shape?.kind === 'polygon' ? withNewPart(shape, line) : undefined;
  if (tool === 'polygon') return { kind: 'polygon', polygons: [[line]] };
  return { kind: 'corridor', line, metres: shape?.kind === 'corridor' ? shape.metres : USUAL_METRES.corridor };
}

function lineOf(feature: GeoJSONStoreFeatures | undefined): readonly LonLat[] | undefined {
  const { geometry } = feature ?? {};
  if (geometry?.type === 'Polygon') return geometry.coordinates[0] as unknown as readonly LonLat[];
  if (geometry?.type === 'LineString') return geometry.coordinates as unknown as readonly LonLat[];
  return undefined;
}
