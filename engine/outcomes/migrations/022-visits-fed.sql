CREATE MATERIALIZED VIEW IF NOT EXISTS visits_fed TO visits AS
SELECT substring(move, 7) AS place, customer, at
FROM (
  SELECT customer, at, arrayJoin(JSONExtract(moves, 'Array(String)')) AS move
  FROM signals
  WHERE moves != '' AND customer != ''
)
WHERE startsWith(move, 'enter ')
