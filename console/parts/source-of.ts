import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';

/** Returns a source of a map. Undefined: the map does not have it, or went away, as it does when the light changes. */
export function sourceOf(map: MapLibre | undefined, id: string): GeoJSONSource | undefined {
  return map?.style ? (map.getSource(id) as GeoJSONSource | undefined) : undefined;
}
