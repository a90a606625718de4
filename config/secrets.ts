/** The engine's own settings that can hold a key or a password. They are never logged, and may come from a file. */
export const SECRETS = [
  'KAIROS_INGEST_KEY',
  'KAIROS_SECRET_KEY',
  'KAIROS_SEALING_KEY',
  'KAIROS_OIDC_CLIENT_SECRET',
  'KAIROS_REDIS_URL',
  'KAIROS_CLICKHOUSE_URL',
] as const;
