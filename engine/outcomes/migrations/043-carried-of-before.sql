-- The accounts of before. Running it again changes nothing. Rows go in as those of `038-ends-of-before.sql`.
INSERT INTO decisions (day, key, customer, carried, stored_on)
SELECT
  toDate(toUInt16OrZero(extract(o.decision, '\\.(\\d{1,5})$'))) AS day,
  cityHash64(o.decision) AS key,
  o.customer AS customer,
  concat(multiIf(o.step = 'sent', '3', o.step IN ('expired', 'failed', 'uncertain'), '2', '1'), leftPad(toString(least(o.attempt, 999)), 3, '0'), o.provider) AS carried,
  toDate(o.stored_at) AS stored_on
FROM outcomes AS o
WHERE o.decision != '' AND o.provider != ''
SETTINGS min_insert_block_size_rows = 131072, max_insert_threads = 1, max_threads = 1
