--[[
  Gives back messages that one reader holds. What another reader holds by now stays as it is.

  Input:
    KEYS[1]  inbox: 'h:<id>' until when a message is held and for whom ('<until>|<reader>')
    ARGV[1]  reader
    ARGV[2..] ids of messages

  Output:
    how many are free now
]]
local inbox, reader = KEYS[1], ARGV[1]

local freed = 0
for i = 2, #ARGV do
  local held = 'h:' .. ARGV[i]
  local hold = redis.call('HGET', inbox, held)
  -- A hold of an older engine names no reader.
  if hold and (string.match(hold, '|(.*)$') or reader) == reader then
    freed = freed + redis.call('HDEL', inbox, held)
  end
end
return freed
