-- What arrived, for stories and back-tests; kept for days only. Each day is a part of its own that is dropped whole.
CREATE TABLE IF NOT EXISTS signals (
  stored_at DateTime64(3, 'UTC'),
  seq UInt32,
  shard UInt16,
  row UInt32,
  id String,
  kind LowCardinality(String),
  customer String,
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  late Bool,
  value_cut Bool,
  value String,
  INDEX by_stored_at stored_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(stored_at)
ORDER BY (customer, at)
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1
