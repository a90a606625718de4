-- What woke a trigger and did not match, by hour and the condition that said no or unknown. An engine counts in memory and tells the
-- count of an hour so far again and again, under a name of its run: the greatest stands, and runs are added up.
CREATE TABLE IF NOT EXISTS woken (
  hour DateTime('UTC'),
  trigger LowCardinality(String),
  condition LowCardinality(String),
  answer LowCardinality(String),
  run String,
  count SimpleAggregateFunction(max, UInt64),
  stored_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  seq SimpleAggregateFunction(max, UInt32),
  shard SimpleAggregateFunction(max, UInt16),
  row SimpleAggregateFunction(max, UInt32)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, trigger, condition, answer, run)
