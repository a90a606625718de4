-- Why something was held back, put off or expired: what is alike has one code and the same arguments (JSON); a time is apart, as it
-- differs each time. Rows from before have a sentence in `reason` instead.
ALTER TABLE outcomes
  ADD COLUMN IF NOT EXISTS code LowCardinality(String),
  ADD COLUMN IF NOT EXISTS args String,
  ADD COLUMN IF NOT EXISTS until DateTime64(3, 'UTC')
