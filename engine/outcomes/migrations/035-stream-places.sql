-- A row's place in the streams, as a hash; 0: it is not told, as a sink of a release before does not.
ALTER TABLE decision_feed ADD COLUMN IF NOT EXISTS stream_place UInt32 DEFAULT 0
