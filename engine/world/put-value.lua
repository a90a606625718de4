-- Keeps a value about the world, the newest by its time, and tells every engine.
-- KEYS: values. ARGV: name, time, value as a JSON object. Returns 1 when it is kept, 0 when a newer one stays.
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and cjson.decode(known).at > tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('PUBLISH', KEYS[1], ARGV[3])
return 1
