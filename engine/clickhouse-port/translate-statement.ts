/** What tools ask at connect besides SELECTs, in ClickHouse's own spelling, and the SELECT that answers it. */
const TRANSLATIONS: readonly (readonly [RegExp, string])[] = [
  [/^SHOW DATABASES$/, 'SELECT name FROM system.databases ORDER BY name'],
  [/^SHOW TABLES(?: FROM (?:results|default))?$/, 'SELECT name FROM system.tables ORDER BY name'],
  [
    /^DESCRIBE TABLE (?:results\.|default\.)?(\w+)$/,
    "SELECT name, type, '' AS default_type, '' AS default_expression, comment, '' AS codec_expression, '' AS ttl_expression FROM system.columns WHERE table = '$1' ORDER BY position",
  ],
  [
    /^EXISTS (?:TABLE |VIEW )?(?:results\.|default\.)?(\w+)$/,
    "SELECT count() AS result FROM system.tables WHERE name = '$1'",
  ],
];

/** Returns the SELECT that answers a statement; one that is none of these stays as it is, and is judged as such. */
export function translateStatement(sql: string): string {
  for (const [shape, select] of TRANSLATIONS) if (shape.test(sql)) return sql.replace(shape, select);
  return sql;
}
