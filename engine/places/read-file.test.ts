import { describe, expect, test } from 'vitest';
import { UnreadableFile } from './contract.ts';
import { readFile } from './read-file.ts';

const rowsOf = (file: string, text: string, columns = {}) => readFile(file, text, columns).rows;

describe('a file of places', () => {
  test('is a table with German headings, semicolons and decimal commas', () => {
    const text =
      '\uFEFFKennung;Bezeichnung;Breitengrad;Längengrad;Umkreis (m);Region\nf1;"Markt; Mitte";51,34;12,37;60;Ost\n';
    expect(rowsOf('filialen.csv', text)).toEqual([
      {
        row: 2,
        cells: { id: 'f1', name: 'Markt; Mitte', lat: '51,34', lon: '12,37', radius: '60' },
        attributes: { Region: 'Ost' },
      },
    ]);
  });

  test('is a table whose columns somebody pointed out', () => {
    const [row] = rowsOf('a.csv', 'a,b,c\n1,51.3,12.4\n', { id: 'a', lat: 'b', lon: 'c' });
    expect(row!.cells).toEqual({ id: '1', lat: '51.3', lon: '12.4' });
  });

  test('names the lines of a table as an editor counts them', () => {
    expect(rowsOf('a.csv', 'id,lat,lon\n\n1,1,1\n\n2,2,2\n').map(({ row }) => row)).toEqual([3, 5]);
  });

  test('is GeoJSON: a point becomes cells, what else is drawn stays, unknown properties are attributes', () => {
    const point = {
      type: 'Feature',
      id: 7,
      properties: { name: 'Haus', tags: ['store', 'open'], hours: { mon: [['09:00', '18:00']] }, floor: 2 },
      geometry: { type: 'Point', coordinates: [12.3, 51.3] },
    };
    const line = {
      type: 'Feature',
      properties: { id: 'way' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    };
    const rows = rowsOf('a.geojson', JSON.stringify({ type: 'FeatureCollection', features: [point, line] }));
    expect(rows[0]).toEqual({
      row: 1,
      cells: { id: '7', name: 'Haus', tags: 'store, open', lon: '12.3', lat: '51.3' },
      attributes: { floor: 2 },
      properties: { hours: { mon: [['09:00', '18:00']] } },
    });
    expect(rows[1]).toMatchObject({ row: 2, cells: { id: 'way' }, geometry: line.geometry });
    expect(rowsOf('a.geojsonl', `${JSON.stringify(point)}\n${JSON.stringify(line)}\n`)).toEqual(rows);
  });

  test('is KML with folders in folders, data beside and areas with holes', () => {
    const text = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
      <Placemark id="p1"><name>Caf&#233; &amp; Bar</name><description>At the corner</description>
        <ExtendedData><Data name="floor"><value>2</value></Data></ExtendedData>
        <Point><coordinates>12.37,51.34,110</coordinates></Point></Placemark>
      <Folder><Placemark><name>Park</name><Polygon>
        <outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates></LinearRing></outerBoundaryIs>
        <innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs>
      </Polygon></Placemark></Folder></Folder></Document></kml>`;
    const [cafe, park] = rowsOf('a.kml', text);
    expect(cafe).toEqual({
      row: 1,
      cells: { id: 'p1', name: 'Café & Bar', lon: '12.37', lat: '51.34' },
      attributes: { floor: '2' },
      properties: { summary: 'At the corner' },
    });
    expect((park!.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(2);
  });

  test('is GPX: way points, then routes and tracks', () => {
    const text = `<gpx><wpt lat="51.3" lon="12.3"><name>Kiosk</name></wpt>
      <trk><name>Allee</name><trkseg><trkpt lat="51" lon="12"/><trkpt lat="51.1" lon="12.1"/></trkseg></trk></gpx>`;
    expect(rowsOf('a.gpx', text)).toEqual([
      { row: 1, cells: { name: 'Kiosk', lat: '51.3', lon: '12.3' }, attributes: {} },
      {
        row: 2,
        cells: { name: 'Allee' },
        attributes: {},
        geometry: {
          type: 'LineString',
          coordinates: [
            [12, 51],
            [12.1, 51.1],
          ],
        },
      },
    ]);
  });

  test('is known by how it begins where its ending says nothing', () => {
    expect(readFile('places', '<gpx><wpt lat="1" lon="2"/></gpx>', {}).format).toBe('gpx');
    expect(readFile('x.csv', '{"type":"Feature","properties":{},"geometry":null}', {}).format).toBe('geojson');
  });

  test.each([
    ['a.csv', '', 'expected a file of places'],
    ['a.csv', 'id,lat,lon\n', 'there is no place in this file'],
    ['a.geojson', '{"type":"Topology"}', "'FeatureCollection'"],
    ['a.geojson', '{"type":"FeatureCollection","features":[', 'line 1 cannot be read'],
    ['a.kml', '<kml><Placemark>', 'there is no place|expected'],
    ['a.zip', 'PK\u0003\u0004', 'expected a file of places'],
  ])('%s with %j says what was expected', (file, text, expected) => {
    expect(() => readFile(file, text, {})).toThrow(UnreadableFile);
    expect(() => readFile(file, text, {})).toThrow(new RegExp(expected));
  });

  test('entities of an XML file are not unfolded', () => {
    const bomb = `<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>`;
    expect(rowsOf('a.kml', bomb)[0]!.cells.name).toBe('&b;');
  });
});
