-- Who came into which place, kept as long as outcomes are: signals are kept for days only, and who comes back comes weeks later.
CREATE TABLE IF NOT EXISTS visits (
  place LowCardinality(String),
  customer String,
  at DateTime64(3, 'UTC'),
  stored_on Date DEFAULT today()
)
ENGINE = ReplacingMergeTree
ORDER BY (place, customer, at)
