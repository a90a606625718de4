import { lazy, Suspense } from 'react';
import { loadPart } from '../queries/reach.ts';
import type { MapProps } from './map.tsx';

const LoadedMap = lazy(() => loadPart(() => import('./map.tsx')));

/** A map in its place on a page, which is shown before the map is loaded. */
export function WorldMap(props: MapProps) {
  return (
    <Suspense fallback={<div className="map-holder" aria-busy="true" />}>
      <LoadedMap {...props} />
    </Suspense>
  );
}
