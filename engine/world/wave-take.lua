--[[
  Hands out a wave of one shard to one engine at a time. A wave can be taken again when its lease ends, as its engine has died
  then. The time is that of Redis, since engines have different clocks.

  Input:
    KEYS[1]  waves
    KEYS[2]  takeable: waves, scored by when each may be taken
    KEYS[3]  reached: how far each wave came
    ARGV[1]  lease, milliseconds

  Output:
    [1]      id
    [2]      wave
    [3]      how far it came; '' for the beginning
    or nothing when no wave can be taken
]]
local waves, takeable, reached = KEYS[1], KEYS[2], KEYS[3]
local leaseMs = ARGV[1]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id = redis.call('ZRANGEBYSCORE', takeable, '-inf', now, 'LIMIT', 0, 1)[1]
if not id then return {} end
local wave = redis.call('HGET', waves, id)
if not wave then
  redis.call('ZREM', takeable, id)
  return {}
end
redis.call('ZADD', takeable, now + leaseMs, id)
return {id, wave, redis.call('HGET', reached, id) or ''}
