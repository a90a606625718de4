INSERT INTO visits (place, customer, at)
SELECT substring(move, 7) AS place, customer, at
FROM (
  SELECT customer, at, arrayJoin(JSONExtract(moves, 'Array(String)')) AS move
  FROM signals
  WHERE moves != '' AND customer != ''
)
WHERE startsWith(move, 'enter ')
