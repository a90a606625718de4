import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { DrawnShape } from '../../parts/draw-shape.ts';
import { openSketch, type Sketch } from '../../parts/draw-sketch.ts';
import { addDrawnLayer } from '../../parts/map-places.ts';
import { sourceOf } from '../../parts/source-of.ts';

/** The drawing on the map, as long as there is a map; it follows the shape. */
export function useSketch(
  map: MapLibre | undefined,
  shape: DrawnShape | undefined,
  change: (shape: DrawnShape) => void,
  ended: () => void,
) {
  const sketch = useRef<Sketch>(undefined);
  const show = useRef<(shape: DrawnShape | undefined) => void>(undefined);
  const now = useRef({ change, ended, shape });
  now.current = { change, ended, shape };
  useEffect(() => {
    if (!map) return;
    show.current = addDrawnLayer(map);
    sketch.current = openSketch(map, {
      changed: (next) => now.current.change(next),
      moving: (next) => show.current?.(next),
      ended: () => now.current.ended(),
    });
    show.current(now.current.shape);
    sketch.current.show(now.current.shape);
    return () => {
      sketch.current?.close();
      sketch.current = undefined;
      show.current = undefined;
      removeDrawnLayer(map);
    };
  }, [map]);
  useEffect(() => {
    show.current?.(shape);
    sketch.current?.show(shape);
  }, [shape]);
  return sketch;
}

function removeDrawnLayer(map: MapLibre): void {
  // A map that went away has taken its layers along.
  if (!map.style) return;
  for (const layer of ['drawn-fill', 'drawn-band', 'drawn-line']) if (map.getLayer(layer)) map.removeLayer(layer);
  if (sourceOf(map, 'drawn')) map.removeSource('drawn');
}
