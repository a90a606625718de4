import type { FileRow, PlaceFormat } from '../contract.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../read-xml.ts';

/** Places from a GPX file: way points are circles, routes and tracks are corridors. */
export default {
  name: 'gpx',
  summary: 'GPX: way points are circles, routes and tracks are corridors.',
  endings: ['.gpx'],
  looksLike: (text) => /<gpx[\s>]/.test(text.slice(0, 2_000)),
  read(text) {
    const gpx = readXml(text, 'gpx');
    const lines = [
      ...childrenOf(gpx, 'rte').map((route) => [route, childrenOf(route, 'rtept')] as const),
      ...childrenOf(gpx, 'trk').map(
        (track) => [track, childrenOf(track, 'trkseg').flatMap((piece) => childrenOf(piece, 'trkpt'))] as const,
      ),
    ];
    const rows = [...childrenOf(gpx, 'wpt').map(pointOf), ...lines.map(([way, points]) => lineOf(way, points))];
    return { rows: rows.map((one, i): FileRow => ({ row: i + 1, ...one })) };
  },
} satisfies PlaceFormat;

function pointOf(point: XmlElement): Omit<FileRow, 'row'> {
  return { ...wordsOf(point, { lat: String(point.lat ?? ''), lon: String(point.lon ?? '') }), attributes: {} };
}

function lineOf(way: XmlElement, points: readonly XmlElement[]): Omit<FileRow, 'row'> {
  const coordinates = points.map(({ lon, lat }) => [Number(lon), Number(lat)]);
  return { ...wordsOf(way, {}), attributes: {}, geometry: { type: 'LineString', coordinates } };
}

function wordsOf(
  element: XmlElement,
  position: Readonly<Record<string, string>>,
): Pick<FileRow, 'cells' | 'properties'> {
  const name = textOf(element, 'name');
  const summary = textOf(element, 'desc').slice(0, 1_000);
  return { cells: { ...(name !== '' && { name }), ...position }, ...(summary !== '' && { properties: { summary } }) };
}
