CREATE MATERIALIZED VIEW IF NOT EXISTS decision_days_fed TO decision_days AS
SELECT toDate(toUInt16OrZero(extract(decision, '\\.(\\d{1,5})$'))) AS day, min(at) AS first_at, max(at) AS last_at
FROM decision_feed
WHERE step = 'matched'
GROUP BY day
