-- Notes how far a wave came on one shard, and that its engine lives; or that it is done ('').
-- KEYS: waves, when each may be taken, how far each came, mark of the wave that is done. ARGV: id, how far, lease in milliseconds,
--       seconds that the mark stays.
if ARGV[2] == '' then
  for k = 1, 3 do redis.call(k == 2 and 'ZREM' or 'HDEL', KEYS[k], ARGV[1]) end
  return redis.call('SET', KEYS[4], 1, 'EX', ARGV[4])
end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return false end
local time = redis.call('TIME')
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
return redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[1])
