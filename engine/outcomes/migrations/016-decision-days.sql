-- When the decisions of a day's ids matched: a signal may be older than its decision, so a period asks here which days it reads.
CREATE TABLE IF NOT EXISTS decision_days (
  day Date,
  first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY day
