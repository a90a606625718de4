--[[
  Keeps the weather of an area under its id, numbers it, and tells every engine. An area that is there already keeps its number.

  Input:
    KEYS[1]  areas; also the channel that tells of them
    KEYS[2]  the last number
    ARGV[1]  id
    ARGV[2]  area as a JSON object

  Output:
    the number of the area
]]
local areas, lastNumber = KEYS[1], KEYS[2]
local id, area = ARGV[1], ARGV[2]

local known = redis.call('HGET', areas, id)
if known then return tonumber(string.match(known, '^{"seq":(%d+),')) end
local seq = redis.call('INCR', lastNumber)
local text = '{"seq":' .. seq .. ',' .. string.sub(area, 2)
redis.call('HSET', areas, id, text)
redis.call('PUBLISH', areas, text)
return seq
