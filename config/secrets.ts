/** The engine's own settings that may hold a key or a password: never logged, and taken from a file too. */
export const SECRETS = ['KAIROS_INGEST_KEY', 'KAIROS_SECRET_KEY', 'KAIROS_REDIS_URL', 'KAIROS_CLICKHOUSE_URL'] as const;
