import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { DrawnShape } from '../../parts/draw-shape.ts';
import { openSketch, type Sketch, type Tool } from '../../parts/draw-sketch.ts';
import { addDrawnLayer } from '../../parts/map-places.ts';
import { sourceOf } from '../../parts/source-of.ts';

/** What is drawn, which part of it the hand is on, and with which tool. */
interface Sketched {
  readonly shape: DrawnShape | undefined;
  readonly part: number;
  readonly tool: Tool | undefined;
}

interface SketchHandlers {
  readonly change: (shape: DrawnShape) => void;
  readonly choose: (part: number) => void;
  readonly ended: () => void;
}

/**
 * Keeps a drawing on the map, as long as there is a map. It follows the shape, and the tool that was chosen: also on a
 * map that is there only later, or is drawn anew for another light.
 */
export function useSketch(
  map: MapLibre | undefined,
  { shape, part, tool }: Sketched,
  { change, choose, ended }: SketchHandlers,
): void {
  const sketch = useRef<Sketch>(undefined);
  const show = useRef<(shape: DrawnShape | undefined) => void>(undefined);
  const now = useRef({ change, choose, ended, shape, part, tool });
  now.current = { change, choose, ended, shape, part, tool };
  useEffect(() => {
    if (!map) return;
    show.current = addDrawnLayer(map);
    sketch.current = openSketch(map, {
      changed: (next) => now.current.change(next),
      moving: (next) => show.current?.(next),
      chosen: (next) => now.current.choose(next),
      ended: () => now.current.ended(),
    });
    show.current(now.current.shape);
    sketch.current.show(now.current.shape, now.current.part);
    sketch.current.begin(now.current.tool);
    return () => {
      sketch.current?.close();
      sketch.current = undefined;
      show.current = undefined;
      removeDrawnLayer(map);
    };
  }, [map]);
  useEffect(() => {
    show.current?.(shape);
    sketch.current?.show(shape, part);
  }, [shape, part]);
  useEffect(() => sketch.current?.begin(tool), [tool]);
}

function removeDrawnLayer(map: MapLibre): void {
  // A map that went away has taken its layers along.
  if (!map.style) return;
  for (const layer of ['drawn-fill', 'drawn-band', 'drawn-line']) if (map.getLayer(layer)) map.removeLayer(layer);
  if (sourceOf(map, 'drawn')) map.removeSource('drawn');
}
