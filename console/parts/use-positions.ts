import { useQuery } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { positionsQuery } from '../queries/places.ts';
import { addPositionsLayer } from './positions-layer.ts';

/** From this zoom on: further away the coasts say where one is. */
const LEAST_ZOOM = 8;

/** Draws where customers were in the last days on a map, for what is seen of it. */
export function usePositions(map: MapLibre | undefined): void {
  const [view, setView] = useState<{ readonly box: string; readonly zoom: number }>();
  const show = useRef<ReturnType<typeof addPositionsLayer>>(undefined);
  const { data } = useQuery(positionsQuery(view?.box, view?.zoom ?? 0));
  useEffect(() => {
    if (!map) return;
    show.current = addPositionsLayer(map);
    const look = () => setView(viewOf(map));
    look();
    map.on('moveend', look);
    return () => {
      show.current = undefined;
      map.off('moveend', look);
    };
  }, [map]);
  useEffect(() => {
    show.current?.(view && data ? data.cells : []);
  }, [data, view]);
}

/** What is seen, in steps, so that a small move asks for nothing new. */
function viewOf(map: MapLibre): { readonly box: string; readonly zoom: number } | undefined {
  const zoom = Math.floor(map.getZoom());
  if (zoom < LEAST_ZOOM) return undefined;
  const step = 360 / 2 ** Math.min(zoom, 13);
  const bounds = map.getBounds();
  const down = (degrees: number) => Math.floor(degrees / step) * step;
  const up = (degrees: number) => Math.ceil(degrees / step) * step;
  const box = [
    Math.max(-180, down(bounds.getWest())),
    Math.max(-90, down(bounds.getSouth())),
    Math.min(180, up(bounds.getEast())),
    Math.min(90, up(bounds.getNorth())),
  ];
  return { box: box.map((one) => one.toFixed(5)).join(','), zoom };
}
