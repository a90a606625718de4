--[[
  Puts messages into customers' inboxes and tells those that watch. A message that is there already, or was shown, is not put again.

  Input:
    ARGV[1]  now
    ARGV[2]  the most messages in one inbox
    then for each message m:
    KEYS[m]  inbox: 'm:<id>' a message, 'h:<id>' until when it is held, 's:<id>' it was shown
    ARGV[+0] id
    ARGV[+1] message ('<expires>|<json>')
    ARGV[+2] time to keep the inbox, milliseconds
    ARGV[+3] channel that tells of it

  Output:
    for each message 1; 0 when it was put before; -1 when its inbox is full
]]
local call = redis.call
local now, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local ARGUMENTS_BEFORE = 2
local ARGUMENTS_EACH = 4

-- Counts messages only where the inbox has that many entries of any kind; then it also clears what has expired.
local function isFull(inbox)
  if call('HLEN', inbox) < most then return false end
  local all = call('HGETALL', inbox)
  local count = 0
  for i = 1, #all, 2 do
    local name, value = all[i], all[i + 1]
    local kind = string.sub(name, 1, 2)
    if kind ~= 'h:' then
      if tonumber(string.match(value, '^%d+')) <= now then
        call('HDEL', inbox, name, 'h:' .. string.sub(name, 3))
      elseif kind == 'm:' then
        count = count + 1
      end
    end
  end
  return count >= most
end

local answer = {}
for m, inbox in ipairs(KEYS) do
  local first = ARGUMENTS_BEFORE + ARGUMENTS_EACH * (m - 1) + 1
  local id, message, keepMs, channel = unpack(ARGV, first, first + ARGUMENTS_EACH - 1)
  local there, shown = unpack(call('HMGET', inbox, 'm:' .. id, 's:' .. id))
  if there or shown then answer[m] = 0
  elseif isFull(inbox) then answer[m] = -1
  else
    call('HSET', inbox, 'm:' .. id, message)
    if call('PTTL', inbox) < tonumber(keepMs) then call('PEXPIRE', inbox, keepMs) end
    call('PUBLISH', channel, id)
    answer[m] = 1
  end
end
return answer
