-- The facts of the moment, on the row of a match: what was known when it was decided. Unknown is empty, of numbers null. A row of a
-- release before has none. `alone` stands on what one gate held back and every other would have let through; the goal, whether it is
-- the primary one, its value, and whether the message was the first or the last before it, on a conversion.
ALTER TABLE outcomes
  ADD COLUMN IF NOT EXISTS device_form LowCardinality(String),
  ADD COLUMN IF NOT EXISTS device_system LowCardinality(String),
  ADD COLUMN IF NOT EXISTS weather LowCardinality(String),
  ADD COLUMN IF NOT EXISTS temperature_band LowCardinality(String),
  ADD COLUMN IF NOT EXISTS hour Nullable(UInt8),
  ADD COLUMN IF NOT EXISTS weekday Nullable(UInt8),
  ADD COLUMN IF NOT EXISTS country LowCardinality(String),
  ADD COLUMN IF NOT EXISTS cell String,
  ADD COLUMN IF NOT EXISTS place_tags Array(String),
  ADD COLUMN IF NOT EXISTS purpose LowCardinality(String),
  ADD COLUMN IF NOT EXISTS template LowCardinality(String),
  ADD COLUMN IF NOT EXISTS locale LowCardinality(String),
  ADD COLUMN IF NOT EXISTS variant LowCardinality(String),
  ADD COLUMN IF NOT EXISTS `group` LowCardinality(String),
  ADD COLUMN IF NOT EXISTS alone Bool,
  ADD COLUMN IF NOT EXISTS machine Bool,
  ADD COLUMN IF NOT EXISTS goal LowCardinality(String),
  ADD COLUMN IF NOT EXISTS is_primary Bool,
  ADD COLUMN IF NOT EXISTS is_first Bool,
  ADD COLUMN IF NOT EXISTS is_last Bool,
  ADD COLUMN IF NOT EXISTS value Nullable(Float64)
