-- The ends of before. Running it again changes nothing.
INSERT INTO decisions (day, key, customer, end_first, end_last, stored_on)
SELECT
  toDate(toUInt16OrZero(extract(o.decision, '\\.(\\d{1,5})$'))) AS day,
  cityHash64(o.decision) AS key,
  max(o.customer) AS customer,
  min(toUInt32(cityHash64(o.stored_at, o.seq, o.shard, o.row))) AS end_first,
  max(toUInt32(cityHash64(o.stored_at, o.seq, o.shard, o.row))) AS end_last,
  toDate(max(o.stored_at)) AS stored_on
FROM outcomes AS o
WHERE o.decision != '' AND o.step IN ('sent', 'held-back', 'failed', 'expired', 'uncertain')
GROUP BY day, key
SETTINGS max_bytes_before_external_group_by = 268435456
