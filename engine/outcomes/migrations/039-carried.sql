-- Which account carried a decision's message: how much a row's word counts (3: it was sent, 2: another end, 1: an attempt), the number of
-- the attempt, and the account. The greatest stands, so it is the account of the end, else that of the last attempt.
ALTER TABLE decisions ADD COLUMN IF NOT EXISTS carried SimpleAggregateFunction(max, LowCardinality(String)) DEFAULT ''
