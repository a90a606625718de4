-- What customers wrote to us, and what people wrote to them; what triggers sent is in `messages`. Kept as long as the outcomes are.
CREATE TABLE IF NOT EXISTS conversation (
  stored_at DateTime64(3, 'UTC'),
  seq UInt32,
  shard UInt16,
  row UInt32,
  id String,
  customer String,
  at DateTime64(3, 'UTC'),
  channel LowCardinality(String),
  thread String,
  direction LowCardinality(String),
  who LowCardinality(String),
  decision String,
  content_cut Bool,
  content String CODEC(ZSTD(3)),
  INDEX by_stored_at stored_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(stored_at)
ORDER BY (customer, at)
SETTINGS materialize_ttl_recalculate_only = 1
