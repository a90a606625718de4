-- Keeps how many of an item a place has, the newest by its time, and tells every engine; `before` is what was kept until then.
-- KEYS: stock. ARGV: field, id, time, stock as a JSON object, most fields.
-- Returns what is kept now; nothing where there is no room for another field.
local known = redis.call('HGET', KEYS[1], ARGV[1])
local before = ''
if known then
  local last = cjson.decode(known)
  if last.id == ARGV[2] or last.at > tonumber(ARGV[3]) then return known end
  before = '"before":' .. last.quantity .. ','
elseif redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then
  return nil
end
local text = '{' .. before .. string.sub(ARGV[4], 2)
redis.call('HSET', KEYS[1], ARGV[1], text)
redis.call('PUBLISH', KEYS[1], text)
return text
