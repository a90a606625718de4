--[[
  Keeps a value about the world, the newest by its time, and tells every engine.

  Input:
    KEYS[1]  values; also the channel that tells of them
    ARGV[1]  name
    ARGV[2]  time
    ARGV[3]  value as a JSON object

  Output:
    1 when it is kept, 0 when a newer one stays
]]
local values = KEYS[1]
local name, at, object = ARGV[1], tonumber(ARGV[2]), ARGV[3]

local known = redis.call('HGET', values, name)
if known and cjson.decode(known).at > at then return 0 end
redis.call('HSET', values, name, object)
redis.call('PUBLISH', values, object)
return 1
