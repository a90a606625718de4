import type { NowState } from '../queries/now-state.ts';
import { boxOf } from './places-layer.ts';

/** What was sent, what was not, and what is still open: three colours that differ in light and dark. */
const COLOURS: Readonly<Record<string, string>> = { sent: '#0f9b8e', queued: '#0f9b8e', failed: '#e03131' };
const OTHERS = '#868e96';

/**
 * The last decisions as points in the middle of their places; those without a place have none. The newest lie on top.
 */
export function decisionsOn(
  places: GeoJSON.FeatureCollection,
  decisions: NowState['decisions'],
): GeoJSON.FeatureCollection {
  const newest = new Map<string, string>();
  for (const decision of decisions) {
    if ('gapSeconds' in decision || decision.place === '' || newest.has(decision.place)) continue;
    newest.set(decision.place, decision.step);
  }
  const features = places.features.flatMap((place): GeoJSON.Feature[] => {
    const step = newest.get(String(place.properties?.id));
    const box = step === undefined ? undefined : boxOf({ type: 'FeatureCollection', features: [place] });
    if (step === undefined || !box) return [];
    const [west, south, east, north] = box;
    return [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] },
        properties: { colour: COLOURS[step] ?? OTHERS },
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}
