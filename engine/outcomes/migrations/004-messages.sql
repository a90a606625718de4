-- What was sent, slot by slot (JSON): one row a message, found by its decision, kept as long as the outcomes are.
-- Messages of one template are alike, so they compress to a fraction.
CREATE TABLE IF NOT EXISTS messages (
  stored_at DateTime64(3, 'UTC'),
  seq UInt32,
  shard UInt16,
  row UInt32,
  decision String,
  customer String,
  at DateTime64(3, 'UTC'),
  channel LowCardinality(String),
  content_cut Bool,
  content String CODEC(ZSTD(3)),
  INDEX by_decision decision TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX by_stored_at stored_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(stored_at)
ORDER BY (customer, at)
SETTINGS materialize_ttl_recalculate_only = 1
