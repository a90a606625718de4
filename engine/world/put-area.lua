-- Keeps the weather of an area under its id, gives it the next number, and tells every engine; one that is there already keeps its own.
-- KEYS: areas, last number. ARGV: id, area as a JSON object. Returns: its number.
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known then return tonumber(string.match(known, '^{"seq":(%d+),')) end
local seq = redis.call('INCR', KEYS[2])
local text = '{"seq":' .. seq .. ',' .. string.sub(ARGV[2], 2)
redis.call('HSET', KEYS[1], ARGV[1], text)
redis.call('PUBLISH', KEYS[1], text)
return seq
