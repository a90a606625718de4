import * as turf from '@turf/turf';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dice, generatePlaces } from '../../bench/data/places.ts';
import type { Place, Ring, Shape } from './contract.ts';
import { firstCrossing } from './crossings.ts';
import { parsePlaces } from './parse-places.ts';
import { buildPlacesIndex } from './places-index.ts';
import { unrollRing } from './unroll-ring.ts';

type Coordinates = readonly (readonly [number, number])[];

const zoneAt = () => 'Europe/Berlin';
const SQUARE: Coordinates = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];

const feature = (geometry: unknown, properties: Readonly<Record<string, unknown>> = {}) => ({
  type: 'Feature',
  properties: { id: 'a', ...properties },
  geometry,
});
const polygon = (...coordinates: Coordinates[]) => ({ type: 'Polygon', coordinates });
const parse = (geojson: unknown) => parsePlaces('places/a.geojson', geojson, zoneAt);
const problemsOf = (geojson: unknown) => parse(geojson).problems.map(({ path, expected }) => `${path}: ${expected}`);

/** The one place, which must be without problems. */
function placeOf(geojson: unknown): Place {
  const { places, problems } = parse(geojson);
  expect(problems).toEqual([]);
  return places[0]!;
}
const outlineOf = (shape: Shape): Coordinates => (shape.type === 'polygon' ? shape.polygons[0]![0]! : []);
const holds = (place: Place, lat: number, lon: number) =>
  buildPlacesIndex([place]).holding({ lat, lon }, 0).length === 1;

test('reads circles, corridors and polygons with all that can be said of them', () => {
  const circle = placeOf(
    feature(
      { type: 'Point', coordinates: [13.4, 52.5] },
      {
        name: 'Store',
        tags: ['store'],
        attributes: { parking: 3 },
        hours: { mon: [['09:00', '18:00']] },
        zone: 'Europe/Vienna',
        parent: 'mall',
        validFrom: '2026-12-01T00:00:00+01:00',
        validTo: '2026-12-24T00:00:00Z',
        radiusMetres: 50,
      },
    ),
  );
  expect(circle).toEqual({
    id: 'a',
    name: 'Store',
    shape: { type: 'circle', centre: { lat: 52.5, lon: 13.4 }, radiusMetres: 50 },
    tags: ['store'],
    attributes: { parking: 3 },
    hours: { mon: [['09:00', '18:00']] },
    zone: 'Europe/Vienna',
    centre: { lat: 52.5, lon: 13.4 },
    parent: 'mall',
    validFrom: Date.UTC(2026, 10, 30, 23),
    validTo: Date.UTC(2026, 11, 24),
  });
  const line = placeOf(
    feature(
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [1, 2],
          [3, 4],
        ],
      },
      { widthMetres: 20 },
    ),
  );
  expect(line.shape).toEqual({
    type: 'corridor',
    line: [
      { lat: 2, lon: 1 },
      { lat: 4, lon: 3 },
    ],
    widthMetres: 20,
  });
  expect(placeOf(feature(polygon(SQUARE)))).toMatchObject({
    name: 'a',
    zone: 'Europe/Berlin',
    centre: { lat: 5, lon: 5 },
  });
});

test('the attribute `priority` must be a number that can be compared; others are free', () => {
  const circle = { type: 'Point', coordinates: [13.4, 52.5] };
  const told = (attributes: object) => problemsOf(feature(circle, { radiusMetres: 50, attributes }));
  for (const priority of ['high', '5', null, true, 1_001, -1_001]) {
    expect(told({ priority }), String(priority)).toEqual([
      'properties.attributes.priority: a number from -1000 to 1000',
    ]);
  }
  expect(told({ priority: -1_000, rank: 'high', country: 'Germany' })).toEqual([]);
  expect(told({ priority: 2.5 })).toEqual([]);
});

test('rings that are wound the other way are rewound', () => {
  const { shape } = placeOf(
    feature(
      polygon(SQUARE.toReversed(), [
        [2, 2],
        [4, 2],
        [4, 4],
        [2, 4],
        [2, 2],
      ]),
    ),
  );
  expect(shape).toEqual({
    type: 'polygon',
    polygons: [
      [
        SQUARE,
        [
          [2, 2],
          [2, 4],
          [4, 4],
          [4, 2],
          [2, 2],
        ],
      ],
    ],
  });
});

test('a ring that crosses itself is refused, with where', () => {
  expect(
    problemsOf(
      feature(
        polygon([
          [0, 0],
          [10, 10],
          [10, 0],
          [0, 10],
          [0, 0],
        ]),
      ),
    ),
  ).toEqual([
    'geometry.coordinates[0]: a ring that does not cross itself: the edges after positions 0 and 2 cross near [5,5]; put the positions in order along the outline',
  ]);
});

test('a ring over the antimeridian, or around a pole, that crosses itself is refused too', () => {
  expect(
    problemsOf(
      feature(
        polygon([
          [178, 0],
          [-178, 4],
          [-178, 0],
          [178, 4],
          [178, 0],
        ]),
      ),
    )[0],
  ).toContain('cross near [180,2]');
  expect(
    problemsOf(
      feature(
        polygon([
          [0, 70],
          [120, 70],
          [-120, 70],
          [10, 80],
          [10, 60],
          [0, 70],
        ]),
      ),
    )[0],
  ).toContain('does not cross');
});

test('a ring that is not closed, has too few positions or no area is refused', () => {
  expect(problemsOf(feature(polygon(SQUARE.slice(0, -1))))).toEqual([
    'geometry.coordinates[0]: a closed ring: it ends at [0,10], add its first position [0,0] at the end',
  ]);
  expect(
    problemsOf(
      feature(
        polygon([
          [0, 0],
          [1, 1],
          [0, 0],
        ]),
      ),
    )[0],
  ).toContain('at least four different positions');
  expect(
    problemsOf(
      feature(
        polygon([
          [0, 0],
          [0, 0],
          [1, 1],
          [0, 0],
        ]),
      ),
    )[0],
  ).toContain('at least four different positions');
  expect(
    problemsOf(
      feature(
        polygon([
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ]),
      ),
    )[0],
  ).toContain('a ring with an area');
  expect(problemsOf(feature(polygon([])))[0]).toContain('at least four different positions');
});

test('a position that is swapped or out of range is refused, with what was probably meant', () => {
  expect(problemsOf(feature({ type: 'Point', coordinates: [48.2, 116.4] }, { radiusMetres: 5 }))[0]).toContain(
    'looks swapped, write [116.4, 48.2]',
  );
  expect(problemsOf(feature({ type: 'Point', coordinates: [190, 10] }, { radiusMetres: 5 }))[0]).toContain(
    'the same place is -170',
  );
  expect(problemsOf(feature({ type: 'Point', coordinates: [500, 500] }, { radiusMetres: 5 }))[0]).toContain(
    'a longitude from -180 to 180',
  );
  expect(problemsOf(feature({ type: 'Point', coordinates: ['1', 2] }, { radiusMetres: 5 }))[0]).toContain(
    'a position [longitude, latitude]',
  );
});

test('a hole must be inside, cross nothing and lie apart from other holes', () => {
  const hole = (x: number, y: number, size: number): Coordinates => [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ];
  expect(problemsOf(feature(polygon(SQUARE, hole(2, 2, 3), hole(6, 6, 3))))).toEqual([]);
  expect(problemsOf(feature(polygon(SQUARE, hole(20, 20, 1))))[0]).toContain('[1]: a hole inside the first ring');
  expect(problemsOf(feature(polygon(SQUARE, hole(8, 8, 5))))[0]).toContain(
    '[1]: a hole that does not cross the outline',
  );
  expect(problemsOf(feature(polygon(SQUARE, hole(1, 1, 4), hole(3, 3, 4))))[0]).toContain(
    '[2]: a hole that does not cross hole [1]',
  );
  expect(problemsOf(feature(polygon(SQUARE, hole(1, 1, 6), hole(3, 3, 2))))[0]).toContain(
    '[2]: a hole outside of hole [1]',
  );
  expect(problemsOf(feature(polygon(SQUARE, hole(0, 0, 4))))).toEqual([]);
  expect(problemsOf(feature(polygon(SQUARE, SQUARE)))[0]).toContain('a hole inside the first ring');
});

test('a hole that leaves over a corner of the outline is refused', () => {
  const notched: Coordinates = [
    [0, 0],
    [10, 0],
    [10, 10],
    [6, 10],
    [5, 5],
    [4, 10],
    [0, 10],
    [0, 0],
  ];
  expect(
    problemsOf(
      feature(
        polygon(notched, [
          [4, 10],
          [5, 5],
          [6, 10],
          [4, 10],
        ]),
      ),
    )[0],
  ).toContain('a hole inside the first ring');
});

test('holes over the antimeridian and around a pole are in their polygon', () => {
  const box = (west: number, south: number, east: number, north: number): Coordinates =>
    [
      ...[
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ] as unknown as Coordinates;
  const place = placeOf(feature(polygon(box(170, 0, -170, 20), box(-179, 5, -175, 10))));
  expect([holds(place, 7, -177), holds(place, 7, 178), holds(place, 7, -172)]).toEqual([false, true, true]);
  const around = (lat: number): Coordinates => [
    [-120, lat],
    [0, lat],
    [120, lat],
    [-120, lat],
  ];
  const cap = placeOf(
    feature(
      polygon(around(60), around(80), [
        [178, 70],
        [-178, 70],
        [-178, 72],
        [178, 72],
        [178, 70],
      ]),
    ),
  );
  expect([holds(cap, 70, 10), holds(cap, 85, 10), holds(cap, 71, 180), holds(cap, 90, 0)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(problemsOf(feature(polygon(around(60), around(50))))[0]).toContain('a hole inside the first ring');
});

test('a position that is there again on the other side of the antimeridian does not send the ring around the Earth', () => {
  const seam = placeOf(
    feature(
      polygon([
        [170, 0],
        [180, 0],
        [-180, 0],
        [-170, 0],
        [-170, 9],
        [-180, 9],
        [180, 9],
        [170, 9],
        [170, 0],
      ]),
    ),
  );
  expect([holds(seam, 5, 175), holds(seam, 5, -175), holds(seam, 5, 180), holds(seam, 5, 0)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const band = placeOf(
    feature(
      polygon([
        [-180, 60],
        [180, 60],
        [180, 90],
        [-180, 90],
        [-180, 60],
      ]),
    ),
  );
  expect([holds(band, 70, 0), holds(band, 50, 0)]).toEqual([true, false]);
});

test('several polygons may overlap; what is wrong in one is told with its number', () => {
  const several = (...polygons: Coordinates[][]) => feature({ type: 'MultiPolygon', coordinates: polygons });
  const shifted = SQUARE.map(([x, y]) => [x + 5, y + 5] as const);
  expect(holds(placeOf(several([SQUARE], [shifted])), 7, 7)).toBe(true);
  expect(problemsOf(several([SQUARE], [SQUARE.slice(1)]))[0]).toContain('geometry.coordinates[1][0]: a closed ring');
});

test('a radius or width that is missing or out of bounds is refused', () => {
  const point = { type: 'Point', coordinates: [1, 2] };
  expect(problemsOf(feature(point))).toEqual(["properties.radiusMetres: the circle's radius, 1 to 1000000 metres"]);
  expect(problemsOf(feature(point, { radiusMetres: 0 }))[0]).toContain('got 0');
  expect(
    problemsOf(
      feature(
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [1, 2],
          ],
        },
        { widthMetres: 9 },
      ),
    )[0],
  ).toContain('two different positions');
  expect(
    problemsOf(
      feature(
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
        { widthMetres: 1e6 },
      ),
    )[0],
  ).toContain('1 to 100000 metres');
});

test('every problem is told at once, with the feature it is in', () => {
  const { places, problems } = parsePlaces(
    'p.geojson',
    {
      type: 'FeatureCollection',
      features: [
        feature(polygon(SQUARE), { id: 'one' }),
        feature(polygon(SQUARE), { id: 'one' }),
        feature(polygon(SQUARE.slice(1)), { id: 'two', radiusMeters: 3, zone: 'Mars/Base' }),
        feature({ type: 'Ellipse' }, { id: 'has space', hours: { monday: [['9', '18:00']] } }),
      ],
    },
    zoneAt,
  );
  expect(places.map(({ id }) => id)).toContain('one');
  expect(new Set(problems.map(({ source }) => source))).toEqual(new Set(['p.geojson']));
  const paths = problems.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'features[1].properties.id',
      'features[2].properties.radiusMeters',
      'features[2].properties.zone',
      'features[2].geometry.coordinates[0]',
      'features[3].properties.id',
      'features[3].geometry.type',
    ]),
  );
  expect(problems.find(({ path }) => path.endsWith('radiusMeters'))?.expected).toContain("'radiusMetres'");
});

test('what is no GeoJSON is refused, never thrown at', () => {
  for (const junk of [
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { type: 'Feature' },
    { type: 'FeatureCollection', features: 'x' },
  ]) {
    expect(parse(junk).problems.length).toBeGreaterThan(0);
  }
  fc.assert(fc.property(fc.jsonValue(), (junk) => parse(feature(junk, { radiusMetres: 4 })).places.length <= 1));
});

test('the centre of a place lies in it, whatever its form', () => {
  const forms: Coordinates[][] = [
    [
      [
        [0, 0],
        [10, 0],
        [10, 2],
        [2, 2],
        [2, 8],
        [10, 8],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
    ],
    [
      SQUARE,
      [
        [1, 1],
        [1, 9],
        [9, 9],
        [9, 1],
        [1, 1],
      ],
    ],
    [
      [
        [178, 0],
        [-178, 0],
        [-178, 1],
        [179, 1],
        [179, 8],
        [-178, 8],
        [-178, 9],
        [178, 9],
        [178, 0],
      ],
    ],
    [
      [
        [-120, 60],
        [0, 60],
        [120, 60],
        [-120, 60],
      ],
      [
        [-120, 80],
        [0, 80],
        [120, 80],
        [-120, 80],
      ],
    ],
    [
      [
        [-120, -60],
        [0, -60],
        [120, -60],
        [-120, -60],
      ],
    ],
  ];
  for (const form of forms) {
    const place = placeOf(feature(polygon(...form)));
    expect(holds(place, place.centre.lat, place.centre.lon)).toBe(true);
  }
});

test('ordinary outlines are accepted, and crossings are found where turf finds them', () => {
  for (const { shape } of generatePlaces(300).slice(13)) {
    expect(problemsOf(feature(polygon(outlineOf(shape))))).toEqual([]);
  }
  const points = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
    minLength: 4,
    maxLength: 9,
  });
  const random = dice(3);
  fc.assert(
    fc.property(points, (some) => {
      // Off the lattice, so that edges cross properly or not at all.
      const ring = some.map(([x, y]) => [x + random() * 0.5, y + random() * 0.5] as const);
      const closed: Ring = [...ring, ring[0]!];
      const kinks = turf.kinks(turf.polygon([closed as never])).features.length;
      expect(firstCrossing([unrollRing(closed)]) !== undefined).toBe(kinks > 0);
    }),
    { numRuns: 300 },
  );
});

test('an outline that goes on over the antimeridian ends exactly where it began, or a turn of the Earth further', () => {
  const longitudes = fc.array(fc.double({ min: -180, max: 180, noNaN: true }), { minLength: 3, maxLength: 9 });
  fc.assert(
    fc.property(longitudes, (some) => {
      const points = unrollRing([...some, some[0]!].map((lon, i) => [lon, i] as const));
      expect([-720, -360, 0, 360, 720].map((turn) => some[0]! + turn)).toContain(points.at(-1)![0]);
    }),
  );
});

test('a coastline of the greatest length is read, a longer one is refused', () => {
  const coast = outlineOf(generatePlaces(1)[0]!.shape);
  const many = coast.flatMap(([x, y], i) => {
    const [nextX, nextY] = coast[(i + 1) % coast.length]!;
    return [0, 1 / 3, 2 / 3].map((share) => [x + (nextX - x) * share, y + (nextY - y) * share] as const);
  });
  expect(problemsOf(feature(polygon([...many.slice(0, -3), many[0]!])))).toEqual([]);
  expect(problemsOf(feature(polygon([...many, ...many])))[0]).toContain('at most 20000 points');
});

test('a place whose zone says that it was drawn with swapped positions is refused', () => {
  const zones = (lat: number, lon: number) => (lat > 40 && lon < 40 ? 'Europe/Vienna' : 'Asia/Riyadh');
  const swapped = feature({ type: 'Point', coordinates: [48.2, 16.37] }, { radiusMetres: 9, zone: 'Europe/Vienna' });
  expect(parsePlaces('p', swapped, zones).problems[0]).toEqual({
    source: 'p',
    path: 'geometry.coordinates',
    expected:
      'positions as [longitude, latitude]: as given it lies in Asia/Riyadh, swapped it would lie in Europe/Vienna',
  });
  const right = feature({ type: 'Point', coordinates: [16.37, 48.2] }, { radiusMetres: 9, zone: 'Europe/Vienna' });
  expect(parsePlaces('p', right, zones).problems).toEqual([]);
});

test('positions in another system are named as what is wrong, on a place and on a collection', () => {
  const point = feature({ type: 'Point', coordinates: [139.77, 35.67] }, { radiusMetres: 80 });
  const inSystem = (name: string) => ({ type: 'name', properties: { name } });
  const tokyo = "crs: no crs but WGS 84 (OGC:CRS84, EPSG:4326), as GeoJSON is; the positions are in 'EPSG:4301'";
  expect(problemsOf({ ...point, crs: inSystem('EPSG:4301') })).toEqual([
    `${tokyo}: convert the file: ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson`,
  ]);
  const collection = { type: 'FeatureCollection', crs: inSystem('EPSG:4301'), features: [point] };
  expect(problemsOf(collection)[0]).toContain(tokyo);
  expect(problemsOf({ ...point, crs: { type: 'link', properties: { href: 'x.wkt' } } })[0]).toContain('x.wkt');
  for (const name of [
    'OGC:CRS84',
    'EPSG:4326',
    'urn:ogc:def:crs:OGC:1.3:CRS84',
    'urn:ogc:def:crs:OGC::CRS84',
    'urn:ogc:def:crs:EPSG::4326',
    'urn:ogc:def:crs:EPSG:6.9:4326',
    'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    'http://www.opengis.net/def/crs/EPSG/0/4326',
  ]) {
    expect(problemsOf({ ...point, crs: inSystem(name) })).toEqual([]);
  }
  expect(problemsOf({ ...point, crs: inSystem('urn:ogc:def:crs:EPSG::43260') })[0]).toContain('43260');
});

test('positions in metres are said to look projected, once and not for each of thousands', () => {
  const metres = SQUARE.map(([x, y]) => [1_822_000 + x, 6_141_000 + y] as const);
  const problems = problemsOf(feature(polygon([...metres, ...metres, ...metres])));
  expect(problems[0]).toContain('looks projected, in metres: convert the file: ogr2ogr -t_srs EPSG:4326');
  expect(problems).toHaveLength(6);
  expect(problems[5]).toBe('geometry.coordinates: such positions everywhere; 10 more are not');
  expect(problemsOf(feature({ type: 'Point', coordinates: [500, 500] }, { radiusMetres: 5 }))[0]).not.toContain(
    'metres:',
  );
});

test('an id that is a number is refused as one, and beside the properties, where RFC 7946 has it, it is taken', () => {
  const point = { type: 'Point', coordinates: [1, 2] };
  const { properties: _, ...bare } = feature(point);
  expect(problemsOf(feature(point, { id: 12, radiusMetres: 5 }))).toEqual([
    'properties.id: letters, digits, `.`, `_` and `-`, at most 100, beginning with a letter or digit, as text: got the number 12, write "12" in quotes',
  ]);
  expect(problemsOf(feature(point, { tags: [12], name: true, radiusMetres: 5 }))).toEqual([
    expect.stringContaining('properties.name: a name for people, as text: got the boolean true'),
    expect.stringContaining('properties.tags[0]: letters'),
  ]);
  expect(placeOf({ ...bare, id: 'shop-1', properties: { radiusMetres: 5 } })).toMatchObject({
    id: 'shop-1',
    name: 'shop-1',
  });
  expect(placeOf({ ...bare, id: 17, properties: { radiusMetres: 5 } }).id).toBe('17');
  expect(placeOf({ ...bare, id: 'row-9', properties: { id: 'shop-1', radiusMetres: 5 } }).id).toBe('shop-1');
  expect(problemsOf({ ...bare, id: 'no space', properties: { radiusMetres: 5 } })[0]).toContain(
    'properties.id: letters',
  );
});
