-- The key by which customers have another name for people who may see no personal data. It stays, so that the names stay.
CREATE TABLE IF NOT EXISTS pseudonym_keys (
  made_at DateTime64(3, 'UTC') DEFAULT now64(3),
  first UInt64,
  second UInt64
)
ENGINE = MergeTree
ORDER BY made_at
