import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFile } from './file.ts';
import { quickJson } from './quick-json.ts';

const feature = { type: 'Feature', properties: { id: 'a', radiusMetres: 9 }, geometry: { type: 'Point' } };

test('a collection in another system of coordinates is refused with what it is in, and how to convert it', () => {
  const inSystem = (name: unknown) =>
    parseFile(
      'places/x.geojson',
      JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name } }, features: [feature] }),
    );
  expect(inSystem('urn:ogc:def:crs:EPSG::4301')).toMatchObject({
    documents: [],
    problems: [
      {
        source: 'places/x.geojson',
        path: 'crs',
        expected:
          "no crs but WGS 84 (OGC:CRS84, EPSG:4326), as GeoJSON is; the positions are in 'urn:ogc:def:crs:EPSG::4301': convert the file: ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson",
      },
    ],
  });
  expect(inSystem('urn:ogc:def:crs:OGC:1.3:CRS84')).toMatchObject({ documents: [{ name: 'a' }], problems: [] });
});

test('JSON that YAML would refuse for a key that stands twice is refused, with the line', () => {
  const { documents, problems } = parseFile('places/x.geojson', '{"type":"Feature",\n"id":"a",\n"id":"b"}');
  expect(documents).toEqual([]);
  expect(problems).toEqual([
    { source: 'places/x.geojson:3', path: '', expected: expect.stringContaining('keys must be unique') },
  ]);
});

test('a problem in a file that is JSON is still told with its line', () => {
  const file = parseFile('places/x.geojson', '{"type":"Feature",\n"properties":{\n"id":"a"}}');
  expect(file.lineOf({ source: 'places/x.geojson', path: 'properties.id', expected: '' })).toBe(3);
});

test('every JSON text is read as it is, with spaces and escapes anywhere in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(quickJson(text)).toEqual({ body: JSON.parse(text) });
    }),
  );
  expect(quickJson('{"a\\\\" : 1, "b\\":" :"c\\": \\\\"}')).toEqual({ body: { 'a\\': 1, 'b":': 'c": \\' } });
  expect(quickJson('{"a":1,"\\u0061":2}')).toBeUndefined();
});
