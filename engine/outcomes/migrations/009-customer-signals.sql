-- The signals that tell who a customer is, or move them, are facts for the index. Every other signal costs one comparison.
CREATE MATERIALIZED VIEW IF NOT EXISTS customer_signals TO customer_facts AS
SELECT customer, at,
  if(kind = 'alias', JSONExtractString(value, 'previousId'), JSONExtractString(value, 'anonymousId')) AS other,
  if(kind = 'identify', JSONExtractRaw(value, 'traits'), '') AS traits,
  moves
FROM signals
WHERE customer != '' AND (kind IN ('identify', 'alias') OR moves != '')
