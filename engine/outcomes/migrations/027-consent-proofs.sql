-- How a yes by e-mail was confirmed: kept until the customer is erased, for it must be shown as long as the yes is used.
CREATE TABLE IF NOT EXISTS consent_proofs (
  stored_at DateTime64(3, 'UTC'),
  seq UInt32,
  shard UInt16,
  row UInt32,
  customer String,
  channel LowCardinality(String),
  purpose LowCardinality(String),
  address String,
  delivery String,
  asked_at DateTime64(3, 'UTC'),
  confirmed_at DateTime64(3, 'UTC'),
  agent String,
  INDEX by_stored_at stored_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(stored_at)
ORDER BY (customer, confirmed_at)
