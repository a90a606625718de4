-- Notes that the last attempt has a result.
-- KEYS: record. ARGV: attempt, 1 when something may have left.
redis.call('HDEL', KEYS[1], 'by')
redis.call('HSET', KEYS[1], 'settled', ARGV[1])
if ARGV[2] == '1' then redis.call('HSET', KEYS[1], 'doubt', 1) end
