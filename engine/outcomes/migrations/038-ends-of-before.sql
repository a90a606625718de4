-- The ends of before. Running it again changes nothing. Rows are not grouped, as the table joins them, and go in
-- in small parts: with more it takes more time and no more memory.
INSERT INTO decisions (day, key, customer, end_first, end_last, stored_on)
SELECT
  toDate(toUInt16OrZero(extract(o.decision, '\\.(\\d{1,5})$'))) AS day,
  cityHash64(o.decision) AS key,
  o.customer AS customer,
  toUInt32(cityHash64(o.stored_at, o.seq, o.shard, o.row)) AS end_first,
  toUInt32(cityHash64(o.stored_at, o.seq, o.shard, o.row)) AS end_last,
  toDate(o.stored_at) AS stored_on
FROM outcomes AS o
WHERE o.decision != '' AND o.step IN ('sent', 'held-back', 'failed', 'expired', 'uncertain')
SETTINGS min_insert_block_size_rows = 131072, max_insert_threads = 1, max_threads = 1
