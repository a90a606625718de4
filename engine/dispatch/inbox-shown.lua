--[[
  Removes a message that was shown, and leaves a mark so that it cannot be put again.

  Input:
    KEYS[1]  inbox: 'm:<id>' a message ('<expires>|<json>'), 'h:<id>' until when it is held and for whom
             ('<until>|<reader>'), 's:<id>' it was shown
    ARGV[1]  id of the message

  Output:
    1 the first time, else 0
]]
local inbox, id = KEYS[1], ARGV[1]

local message = redis.call('HGET', inbox, 'm:' .. id)
if not message then return 0 end
redis.call('HDEL', inbox, 'm:' .. id, 'h:' .. id)
local expires = string.match(message, '^%d+')
redis.call('HSET', inbox, 's:' .. id, expires)
return 1
