--[[
  Lets a delivery that failed begin again; its attempts go on counting. A delivery in any other state stays as it is.

  Input:
    KEYS[1]  record

  Output:
    1 when it may begin again, else 0
]]
local record = KEYS[1]

if redis.call('HGET', record, 'state') ~= 'failed' then return 0 end
redis.call('HDEL', record, 'state', 'reason', 'effect')
local begun = redis.call('HGET', record, 'begun') or '0'
redis.call('HSET', record, 'earlier', begun, 'settled', begun)
return 1
