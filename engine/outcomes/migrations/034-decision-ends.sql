-- How often a decision ended: the least and the greatest of the places, in the streams, of the rows that say so, as hashes. Where both
-- are one it ended once; a row that comes again has the same place. Of a decision that has not ended the least is above the greatest.
ALTER TABLE decisions
  ADD COLUMN IF NOT EXISTS end_first SimpleAggregateFunction(min, UInt32) DEFAULT 4294967295,
  ADD COLUMN IF NOT EXISTS end_last SimpleAggregateFunction(max, UInt32) DEFAULT 0
