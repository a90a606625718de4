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
import { circleIn, partsOfShape, type SketchPart, withHole, withPart } from './draw-rings.ts';
import { countPositions, type DrawnShape, type LonLat, USUAL_METRES } from './draw-shape.ts';

export type Tool = 'circle' | 'polygon' | 'corridor' | 'hole';

/** What is drawn with the pointer; what it is drawn into lives outside. */
export interface Sketch {
  /** Puts handles on a shape; undefined takes them away. */
  show(shape: DrawnShape | undefined): void;
  /** Begins to draw; a click sets a corner, Escape gives up. Undefined: goes back to handles. */
  begin(tool: Tool | undefined): void;
  close(): void;
}

export interface SketchEvents {
  /** A shape was drawn or dragged. */
  readonly changed: (shape: DrawnShape) => void;
  /** It is being dragged right now. */
  readonly moving: (shape: DrawnShape) => void;
  /** Drawing ended, with a shape or without. */
  readonly ended: () => void;
}

/** Shapes of more positions get no handles: each is drawn and looked for at every move of the pointer. */
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
export function openSketch(map: MapLibre, { changed, moving, ended }: SketchEvents): Sketch {
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
      new TerraDrawPolygonMode({ modeName: 'hole', styles: AREA }),
      new TerraDrawLineStringMode({ styles: LINE }),
      new TerraDrawLineStringMode({ modeName: 'radius', styles: LINE }),
    ],
  });
  draw.start();
  let shape: DrawnShape | undefined;
  let tool: Tool | undefined;
  /** The parts of the shape by the ids of what is dragged. */
  const parts = new Map<string | number, SketchPart>();

  const showParts = () => {
    draw.clear();
    parts.clear();
    if (draw.getMode() !== 'select') draw.setMode('select');
    if (!shape || countPositions(shape) > MOST_HANDLES) return;
    const mode = shape.kind === 'circle' ? 'radius' : shape.kind === 'corridor' ? 'linestring' : 'polygon';
    for (const part of partsOfShape(shape)) {
      const id = draw.getFeatureId();
      const feature = { type: 'Feature', id, geometry: part.geometry, properties: { mode } };
      const [added] = draw.addFeatures([feature as unknown as GeoJSONStoreFeatures]);
      if (added?.valid) parts.set(id, part);
    }
    const [first] = parts.keys();
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
  draw.on('finish', onFinish);
  draw.on('change', onChange as Parameters<typeof draw.on<'change'>>[1]);
  const close = () => {
    draw.off('finish', onFinish);
    draw.off('change', onChange as Parameters<typeof draw.off<'change'>>[1]);
    // A map that went away has stopped the drawing already, and taken its layers along.
    if (draw.enabled) draw.stop();
  };
  map.once('away', close);
  return {
    show(next) {
      shape = next;
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

function drawnWith(
  tool: Tool,
  shape: DrawnShape | undefined,
  line: readonly LonLat[] | undefined,
): DrawnShape | undefined {
  if (!line) return undefined;
  if (tool === 'circle') return circleIn(line);
  if (tool === 'hole') return shape && withHole(shape, line);
  if (tool === 'polygon') return { kind: 'polygon', polygons: [[line]] };
  return { kind: 'corridor', line, metres: shape?.kind === 'corridor' ? shape.metres : USUAL_METRES.corridor };
}

function lineOf(feature: GeoJSONStoreFeatures | undefined): readonly LonLat[] | undefined {
  const { geometry } = feature ?? {};
  if (geometry?.type === 'Polygon') return geometry.coordinates[0] as unknown as readonly LonLat[];
  if (geometry?.type === 'LineString') return geometry.coordinates as unknown as readonly LonLat[];
  return undefined;
}
