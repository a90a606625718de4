import type { Map as MapLibre } from 'maplibre-gl';
import type { MapPositions } from '../../engine/api/contract.ts';
import { sourceOf } from './source-of.ts';

const SOURCE = 'positions';

/** Draws where customers were, below everything else: where there is no map of streets, these are the streets. */
export function addPositionsLayer(map: MapLibre): (cells: MapPositions['cells']) => void {
  map.addSource(SOURCE, { type: 'geojson', data: featuresOf([]) });
  // Places and results that are there already stay above.
  const above = ['places-fill', 'results'].find((layer) => map.getLayer(layer));
  map.addLayer(
    {
      id: SOURCE,
      type: 'circle',
      source: SOURCE,
      paint: {
        'circle-color': '#5c7cfa',
        'circle-blur': 0.6,
        'circle-opacity': ['interpolate', ['linear'], ['get', 'share'], 0, 0.12, 1, 0.5],
        'circle-radius': ['interpolate', ['exponential', 1.6], ['zoom'], 4, 2, 12, 4, 17, 34],
      },
    },
    above,
  );
  return (cells) => sourceOf(map, SOURCE)?.setData(featuresOf(cells));
}

function featuresOf(cells: MapPositions['cells']): GeoJSON.FeatureCollection {
  const most = Math.log1p(cells[0]?.[2] ?? 1);
  return {
    type: 'FeatureCollection',
    features: cells.map(([lon, lat, fixes], id) => ({
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { share: Math.log1p(fixes) / most },
    })),
  };
}
