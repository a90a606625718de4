-- Also when the first and the last step of a day's decisions came: a click of weeks later is asked for by its own time.
ALTER TABLE decision_days
  ADD COLUMN IF NOT EXISTS stepped_from SimpleAggregateFunction(min, DateTime64(3, 'UTC')) DEFAULT toDateTime64('2200-01-01 00:00:00', 3, 'UTC'),
  ADD COLUMN IF NOT EXISTS stepped_until SimpleAggregateFunction(max, DateTime64(3, 'UTC')) DEFAULT toDateTime64(0, 3, 'UTC')
