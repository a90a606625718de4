--[[
  Keeps how many of an item a place has, the newest by its time, and tells every engine. `before` is the number until then.

  Input:
    KEYS[1]  stock; also the channel that tells of it
    ARGV[1]  field: the place and the item
    ARGV[2]  id of the signal
    ARGV[3]  its time
    ARGV[4]  stock as a JSON object
    ARGV[5]  the most fields

  Output:
    the stock that is kept now; nil when there is no room for another field
]]
local stock = KEYS[1]
local field, id, at, object, mostFields = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])

local known = redis.call('HGET', stock, field)
local before = ''
if known then
  local last = cjson.decode(known)
  if last.id == id or last.at > at then return known end
  before = '"before":' .. last.quantity .. ','
elseif redis.call('HLEN', stock) >= mostFields then
  return nil
end
local text = '{' .. before .. string.sub(object, 2)
redis.call('HSET', stock, field, text)
redis.call('PUBLISH', stock, text)
return text
