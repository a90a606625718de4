import { useQuery } from '@tanstack/react-query';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useState } from 'react';
import { WorldMap } from '../../parts/map.tsx';
import { featuresOf, type PlaceDocument } from '../../parts/place-shapes.ts';
import { addPlacesLayer, boxOf, type PlacesLayer } from '../../parts/places-layer.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import type { NowState } from '../../queries/now-state.ts';

/** People as dots among the places of the workspace. */
export function NowMap({ positions, label }: { readonly positions: NowState['positions']; readonly label: string }) {
  const { data } = useQuery(definitionsQuery);
  const places = useMemo(
    () => featuresOf((data?.documents ?? []).filter(({ kind }) => kind === 'place') as unknown as PlaceDocument[]),
    [data],
  );
  const [drawn, setDrawn] = useState<{ readonly map: MapLibre; readonly layer: PlacesLayer }>();
  useEffect(() => {
    drawn?.layer.show(places);
    const box = boxOf(places);
    if (drawn && box) drawn.map.fitBounds(box, { padding: 30, maxZoom: 15, animate: false });
  }, [drawn, places]);
  useEffect(() => {
    (drawn?.map.getSource('people') as GeoJSONSource | undefined)?.setData({
      type: 'FeatureCollection',
      features: [...positions.values()].map(({ lat, lon }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: {},
      })),
    });
  }, [drawn, positions]);
  return (
    <WorldMap
      label={label}
      onReady={(map) => {
        const layer = addPlacesLayer(map, () => undefined);
        map.addSource('people', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
        map.addLayer({
          id: 'people',
          type: 'circle',
          source: 'people',
          paint: {
            'circle-radius': 4.5,
            'circle-color': '#e8590c',
            'circle-stroke-color': '#ffffff',
            'circle-stroke-width': 1.2,
            'circle-opacity': 0.9,
          },
        });
        setDrawn({ map, layer });
        return () => setDrawn(undefined);
      }}
    />
  );
}
