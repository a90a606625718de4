/** Where in the properties of a foreign file a place's own are, and what all places of it get. */
export interface Naming {
  /**
   * Properties that hold the id and the name; ids are spelt as places may be called: `São Tomé!` becomes `São-Tomé`.
   */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Properties that are kept as attributes. Once any of these three is given, all others are left out. */
  readonly attributes?: readonly string[] | undefined;
  /** Tags that each place gets. */
  readonly tags?: readonly string[] | undefined;
  /** Of points, and of lines. */
  readonly radiusMetres?: number | undefined;
  readonly widthMetres?: number | undefined;
}

/** A feature with the properties of a place. What is no feature is left for the checks to tell. */
export interface NamedFeature {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

/** Gives a feature of a foreign file the properties of a place. */
export function asPlace(feature: unknown, naming: Naming): NamedFeature {
  const { type, id, geometry, properties } = (feature ?? {}) as Readonly<Record<string, unknown>>;
  const given = (typeof properties === 'object' && properties !== null ? properties : {}) as Record<string, unknown>;
  const isForeign = naming.id !== undefined || naming.name !== undefined || (naming.attributes ?? []).length > 0;
  const kept = isForeign ? chooseProperties(given, id, naming) : { ...given };
  const tags = [...new Set([...((kept.tags as readonly string[] | undefined) ?? []), ...(naming.tags ?? [])])];
  const kind = (geometry as { readonly type?: unknown } | null | undefined)?.type;
  const own = {
    ...kept,
    ...(tags.length > 0 && { tags }),
    ...(kind === 'Point' && naming.radiusMetres !== undefined && { radiusMetres: naming.radiusMetres }),
    ...(kind === 'LineString' && naming.widthMetres !== undefined && { widthMetres: naming.widthMetres }),
  };
  return { type, geometry, properties: own, ...(id !== undefined && { id }) };
}

function chooseProperties(
  given: Readonly<Record<string, unknown>>,
  beside: unknown,
  naming: Naming,
): Record<string, unknown> {
  const id = naming.id === undefined ? (given.id ?? beside) : given[naming.id];
  const name = naming.name === undefined ? given.name : given[naming.name];
  const attributes = Object.fromEntries(
    (naming.attributes ?? []).flatMap((key) => (given[key] == null ? [] : [[key, given[key]] as const])),
  );
  return {
    ...(id != null && { id: spellId(String(id)) }),
    ...(name != null && String(name).trim() !== '' && { name: String(name).trim().slice(0, 200) }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

/** Spells an id as a place may be called: `São Tomé!` becomes `São-Tomé`. */
export function spellId(id: string): string {
  return id
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, '')
    .slice(0, 100);
}
