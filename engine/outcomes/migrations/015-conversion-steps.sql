-- A step `converted` is a conversion.
CREATE MATERIALIZED VIEW IF NOT EXISTS conversion_steps TO conversions AS
SELECT decision, customer, trigger, goal, is_primary, is_first, is_last, signal, signal_at AS at, value, `group`
FROM decision_feed
WHERE step = 'converted'
