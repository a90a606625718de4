-- One row for each decision and goal: when it was met, by which signal, and what it was worth. A row that comes again replaces itself.
CREATE TABLE IF NOT EXISTS conversions (
  decision String,
  customer String,
  trigger LowCardinality(String),
  goal LowCardinality(String),
  is_primary Bool,
  is_first Bool,
  is_last Bool,
  signal String,
  at DateTime64(3, 'UTC'),
  value Nullable(Float64),
  `group` LowCardinality(String),
  stored_on Date DEFAULT today()
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (trigger, at, decision, goal)
