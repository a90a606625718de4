-- Customers by words: ids, traits, telephone numbers read from both ends, and places. A row says that a word was true of a customer
-- once; the stored state says whether it still is. A row that is not written again for 30 days goes.
CREATE TABLE IF NOT EXISTS customer_index (
  word String,
  field LowCardinality(String),
  customer String,
  at DateTime64(3, 'UTC'),
  holds Bool,
  noted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (word, field, customer)
TTL noted_at + toIntervalDay(30)
