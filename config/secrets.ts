/** What may hold a key or a password: never repeated in words, and taken from a file too. */
export const SECRETS = [
  'KAIROS_INGEST_KEY',
  'KAIROS_SECRET_KEY',
  'KAIROS_REDIS_URL',
  'KAIROS_CLICKHOUSE_URL',
  'KAIROS_SMTP_URL',
] as const;
