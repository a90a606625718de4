-- A fact becomes words: the ids, each trait whole and by its parts, a telephone number by its digits forwards and backwards, the
-- places entered and left. Words are in lower case and 128 characters at most; of a fact 64 traits with six words each.
CREATE MATERIALIZED VIEW IF NOT EXISTS customer_words TO customer_index AS
SELECT entry.1 AS word, entry.2 AS field, customer, max(told_at) AS at, argMax(entry.3, told_at) AS holds
FROM (
  SELECT customer, told_at, arrayJoin(arrayFilter(e -> e.1 != '', arrayConcat(
    [(lowerUTF8(customer), 'id', true), (lowerUTF8(other), 'id', true)],
    arrayFlatten(arrayMap(
      trait -> arrayMap(
        part -> (leftUTF8(part, 128), concat('customer.', trait.1), true),
        arrayConcat(
          [trait.2],
          if(position(trait.2, '@') > 0 OR NOT match(trait.2, '\\p{L}'), [], arraySlice(arrayFilter(
            part -> part != '' AND part != trait.2,
            splitByRegexp('[^\\p{L}\\p{N}]+', trait.2)
          ), 1, 5))
        )
      ),
      traits_read
    )),
    arrayFlatten(arrayMap(
      trait -> [(trait.2, 'phone', true), (reverse(trait.2), 'phone-end', true)],
      arrayMap(
        trait -> (trait.1, replaceRegexpAll(trait.2, '\\D+', '')),
        arrayFilter(trait -> match(trait.2, '^\\+?[0-9][0-9 ()/.-]{5,24}$'), traits_read)
      )
    )),
    arrayMap(
      move -> (lowerUTF8(substring(move, position(move, ' ') + 1)), 'place', startsWith(move, 'enter ')),
      arrayFilter(move -> startsWith(move, 'enter ') OR startsWith(move, 'exit '), JSONExtract(moves, 'Array(String)'))
    )
  ))) AS entry
  FROM (
    SELECT customer, at AS told_at, other, moves, arraySlice(arrayFilter(
      trait -> trait.2 != '',
      arrayMap(
        trait -> (trait.1, lowerUTF8(multiIf(
          startsWith(trait.2, '"'), leftUTF8(JSONExtractString(trait.2), 200),
          trait.2 = 'null' OR match(trait.2, '^[\\[{]'), '',
          trait.2
        ))),
        JSONExtractKeysAndValuesRaw(traits)
      )
    ), 1, 64) AS traits_read
    FROM customer_facts
  )
)
GROUP BY word, field, customer
