-- Keeps a wave for one shard until it is done; one that is under way or was done lately stays as it is.
-- KEYS: waves, when each may be taken, mark of the wave that is done. ARGV: id, wave, most.
-- Returns: 1 when it is new, 0 when it is known, -1 when there are too many.
if redis.call('EXISTS', KEYS[3]) == 1 or redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 0 end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return -1 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 1
