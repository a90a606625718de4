import { fileURLToPath } from 'node:url';
import type { Place } from '../../triggers/places/contract.ts';
import { readFolder } from '../definitions/folder.ts';

/** The workspace that the demo runs: a made-up retailer in Leipzig. */
export const SAMPLE_FOLDER = fileURLToPath(new URL('../../config/sample', import.meta.url));

/** Its places. */
export async function samplePlaces(): Promise<readonly Place[]> {
  const { documents } = await readFolder(SAMPLE_FOLDER);
  return documents
    .filter(({ kind }) => kind === 'place')
    .map(({ body }) => {
      const f = body as any;
      const g = f.geometry;
      const pts =
        g.type === 'Point' ? [g.coordinates] : g.type === 'Polygon' ? g.coordinates[0].slice(1) : g.coordinates;
      const mean = (i: number) => pts.reduce((s: number, p: number[]) => s + p[i]!, 0) / pts.length;
      const shape = g.type === 'Point' ? { type: 'circle', centre: { lat: mean(1), lon: mean(0) }, radiusMetres: f.properties.radiusMetres } : g.type === 'Polygon' ? { type: 'polygon', polygons: [g.coordinates] } : { type: 'corridor', line: pts.map(([lon, lat]: number[]) => ({ lat, lon })), widthMetres: f.properties.widthMetres };
      return { zone: 'Europe/Berlin', ...f.properties, shape, centre: { lat: mean(1), lon: mean(0) } };
    });
}
