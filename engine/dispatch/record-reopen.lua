-- Lets a delivery that failed begin anew; its attempts go on counting. Any other state stays.
-- KEYS: record.
if redis.call('HGET', KEYS[1], 'state') ~= 'failed' then return 0 end
redis.call('HDEL', KEYS[1], 'state', 'reason', 'effect')
local begun = redis.call('HGET', KEYS[1], 'begun') or '0'
redis.call('HSET', KEYS[1], 'earlier', begun, 'settled', begun)
return 1
