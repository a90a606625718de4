--[[
  Notes how far a wave came on one shard and renews the lease of its engine; or notes that the wave is done.

  Input:
    KEYS[1]  waves
    KEYS[2]  takeable: waves, scored by when each may be taken
    KEYS[3]  reached: how far each wave came
    KEYS[4]  the mark of this wave when it is done
    ARGV[1]  id
    ARGV[2]  how far it came; '' when it is done
    ARGV[3]  lease, milliseconds
    ARGV[4]  seconds for which the mark stays
]]
local waves, takeable, reached, doneMark = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, place, leaseMs, markSeconds = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if place == '' then
  redis.call('HDEL', waves, id)
  redis.call('ZREM', takeable, id)
  redis.call('HDEL', reached, id)
  return redis.call('SET', doneMark, 1, 'EX', markSeconds)
end
if redis.call('HEXISTS', waves, id) == 0 then return false end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', reached, id, place)
return redis.call('ZADD', takeable, now + leaseMs, id)
