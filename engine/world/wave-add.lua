--[[
  Keeps a wave for one shard until it is done. A wave that is under way, or was done lately, stays as it is.

  Input:
    KEYS[1]  waves
    KEYS[2]  takeable: waves, scored by when each may be taken
    KEYS[3]  the mark of this wave when it is done
    ARGV[1]  id
    ARGV[2]  wave
    ARGV[3]  the most waves

  Output:
    1 when it is new, 0 when it is known, -1 when there are too many
]]
local waves, takeable, doneMark = KEYS[1], KEYS[2], KEYS[3]
local id, wave, most = ARGV[1], ARGV[2], tonumber(ARGV[3])

if redis.call('EXISTS', doneMark) == 1 or redis.call('HEXISTS', waves, id) == 1 then return 0 end
if redis.call('HLEN', waves) >= most then return -1 end
redis.call('HSET', waves, id, wave)
redis.call('ZADD', takeable, 0, id)
return 1
