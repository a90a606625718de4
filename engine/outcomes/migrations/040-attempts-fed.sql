-- The number of the attempt; 0: it is not told, as a sink of a release before does not.
ALTER TABLE decision_feed ADD COLUMN IF NOT EXISTS attempt UInt16 DEFAULT 0
