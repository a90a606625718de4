/** The systems whose positions are longitude and latitude, WGS 84, as GeoJSON has them; with a height or without. */
const TAKEN =
  /^(?:urn:ogc:def:crs:|https?:\/\/www\.opengis\.net\/def\/crs\/)?(?:OGC[:/][^:/]*[:/]?CRS84h?|EPSG[:/]{1,2}(?:[^:/]*[:/])?(?:4326|4979))$/i;

/** How positions in another system become ones that GeoJSON has. */
export const CONVERT = 'convert the file: ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson';

/** Returns the expectation for a `crs` member of GeoJSON (2008; RFC 7946 has none); undefined when it names WGS 84. */
export function crsFault(crs: unknown): string | undefined {
  if (crs === undefined || crs === null) return undefined;
  const { properties } = crs as { readonly properties?: { readonly name?: unknown } | null };
  const name = properties?.name;
  if (typeof name === 'string' && TAKEN.test(name)) return undefined;
  const said = typeof name === 'string' ? name : JSON.stringify(crs).slice(0, 100);
  return `no crs but WGS 84 (OGC:CRS84, EPSG:4326), as GeoJSON is; the positions are in '${said}': ${CONVERT}`;
}
