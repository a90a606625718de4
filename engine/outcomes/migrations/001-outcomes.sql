-- One row for each step of a decision's and a delivery's life.
-- stored_at, seq, shard and row say where in the streams the row comes from: together they are unique.
-- stored_at is real time; at is the engine's, which a replay drives.
-- The projection counts by hour inside each part, so it is right whenever the part is there.
CREATE TABLE IF NOT EXISTS outcomes (
  stored_at DateTime64(3, 'UTC'),
  seq UInt32,
  shard UInt16,
  row UInt32,
  step LowCardinality(String),
  at DateTime64(3, 'UTC'),
  wall_at DateTime64(3, 'UTC'),
  elapsed_ms Float64,
  customer String,
  signal String,
  signal_at DateTime64(3, 'UTC'),
  trigger LowCardinality(String),
  version UInt32,
  decision String,
  channel LowCardinality(String),
  provider LowCardinality(String),
  place LowCardinality(String),
  gate LowCardinality(String),
  reason String,
  attempt UInt16,
  INDEX by_customer customer TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX by_decision decision TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX by_stored_at stored_at TYPE minmax GRANULARITY 1,
  PROJECTION hourly (
    SELECT trigger, step, channel, toStartOfHour(at), count()
    GROUP BY trigger, step, channel, toStartOfHour(at)
  )
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(stored_at)
ORDER BY (trigger, at, decision)
SETTINGS materialize_ttl_recalculate_only = 1
