-- Several engines may do this at once: the oldest key counts.
INSERT INTO pseudonym_keys (first, second)
SELECT reinterpretAsUInt64(randomString(8)), reinterpretAsUInt64(randomString(8))
