import type { Place, Position, Ring } from '../../triggers/places/contract.ts';

/** The same numbers from 0 to 1 every time. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const BOX = { west: 5.5, east: 15.5, south: 47, north: 55.5 };
const TOWNS = 200;
const COUNTRIES = 13;
const METRES_PER_DEGREE = 111_195;

/**
 * Places like those of a large retailer: most around towns, some anywhere, and a few countries. Polygons of 32 to 64
 * points.
 */
export function generatePlaces(count: number, random = dice(1), countries = COUNTRIES): readonly Place[] {
  const at = scatter(random);
  return Array.from({ length: count }, (_, i) => {
    if (i < countries)
      return polygonPlace(`country-${i}`, anywhere(random), 70_000 + random() * 130_000, 6_000, random);
    const radius = 50 * (2_000 / 50) ** random();
    return polygonPlace(`place-${i}`, at(), radius, 32 + Math.floor(random() * 33), random);
  });
}

/**
 * The same sizes in every shape there is, on both sides of the antimeridian: circles, polygons with a hole, two
 * polygons, plain ones.
 */
export function generateMixedPlaces(count: number, random = dice(1)): readonly Place[] {
  const at = scatter(random);
  return Array.from({ length: count }, (_, i) => {
    const centre = at();
    const radius = 50 * (2_000 / 50) ** random();
    const id = `mixed-${i}`;
    const ring = (metres: number) => ringAround(centre, metres, 32, random);
    if (i % 4 === 0) return over(circlePlace(id, centre, radius));
    if (i % 4 === 1) return over(placeOf(id, centre, [[ring(radius), ring(radius / 3).toReversed()]]));
    const beside = moveBy(centre, 0, radius * 3);
    if (i % 4 === 2) return over(placeOf(id, centre, [[ring(radius)], [ringAround(beside, radius, 32, random)]]));
    return over(placeOf(id, centre, [[ring(radius)]]));
  });
}

/** The points of `generatePoints`, where the places of `generateMixedPlaces` are. */
export function generateMixedPoints(count: number, random = dice(1)): readonly Position[] {
  return generatePoints(count, random).map(({ lat, lon }) => ({ lat, lon: eastOver(lon) }));
}

/** Points to look up, spread as the places are. */
export function generatePoints(count: number, random = dice(1)): readonly Position[] {
  const at = scatter(random);
  return Array.from({ length: count }, at);
}

/** 70 % near one of the towns, the larger the town the more. */
function scatter(random: () => number): () => Position {
  const seeded = dice(7);
  const towns = Array.from({ length: TOWNS }, () => anywhere(seeded));
  let total = 0;
  const upTo = towns.map((_, i) => {
    total += (i + 1) ** -0.8;
    return total;
  });
  return () => {
    if (random() > 0.7) return anywhere(random);
    const mark = random() * total;
    const town = towns[upTo.findIndex((sum) => sum >= mark)] ?? towns[0]!;
    const away = 30_000 * random();
    const angle = random() * 2 * Math.PI;
    return moveBy(town, away * Math.cos(angle), away * Math.sin(angle));
  };
}

function anywhere(random: () => number): Position {
  return {
    lat: BOX.south + random() * (BOX.north - BOX.south),
    lon: BOX.west + random() * (BOX.east - BOX.west),
  };
}

function moveBy({ lat, lon }: Position, north: number, east: number): Position {
  return {
    lat: lat + north / METRES_PER_DEGREE,
    lon: lon + east / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
  };
}

function polygonPlace(id: string, centre: Position, radius: number, points: number, random: () => number): Place {
  return placeOf(id, centre, [[ringAround(centre, radius, points, random)]]);
}

function circlePlace(id: string, centre: Position, radiusMetres: number): Place {
  return { ...placeOf(id, centre, []), shape: { type: 'circle', centre, radiusMetres } };
}

function ringAround(centre: Position, radius: number, points: number, random: () => number): Ring {
  const waves = [random() * 0.2, random() * 0.1, random() * 6.3, random() * 6.3];
  const ring: [number, number][] = Array.from({ length: points }, (_, i) => {
    const angle = (i / points) * 2 * Math.PI;
    const wobble = 1 + waves[0]! * Math.sin(3 * angle + waves[2]!) + waves[1]! * Math.sin(7 * angle + waves[3]!);
    const { lat, lon } = moveBy(centre, radius * wobble * Math.sin(angle), radius * wobble * Math.cos(angle));
    return [lon, lat];
  });
  ring.push(ring[0]!);
  return ring;
}

/** As far east as it takes to have the antimeridian run through the middle. */
function eastOver(lon: number): number {
  const east = lon + 180 - (BOX.west + BOX.east) / 2;
  return east > 180 ? east - 360 : east;
}

function over(place: Place): Place {
  const { shape } = place;
  const centre = { ...place.centre, lon: eastOver(place.centre.lon) };
  if (shape.type === 'circle') return { ...place, centre, shape: { ...shape, centre } };
  if (shape.type !== 'polygon') return place;
  const move = (ring: Ring): Ring => ring.map(([lon, lat]) => [eastOver(lon), lat]);
  return { ...place, centre, shape: { ...shape, polygons: shape.polygons.map((rings) => rings.map(move)) } };
}

function placeOf(id: string, centre: Position, polygons: readonly (readonly Ring[])[]): Place {
  const shape = { type: 'polygon', polygons } as const;
  return { id, name: id, shape, tags: ['generated'], attributes: {}, zone: 'Europe/Berlin', centre };
}
