-- Puts messages into customers' inboxes, each unless it is there or was shown, and tells whoever watches.
-- KEYS: inboxes.
-- ARGV: now, most messages in one, then per message: id, message ('<expires>|<json>'), time to keep the inbox (ms), channel to tell on.
-- Returns for each 1, 0 when it was put before, -1 when the inbox is full.
local call = redis.call
local now, most = tonumber(ARGV[1]), tonumber(ARGV[2])

-- As long as an inbox holds fewer things of any kind nobody need look at each: what expired is cleared when it comes to that many.
local function isFull(inbox)
  if call('HLEN', inbox) < most then return false end
  local all = call('HGETALL', inbox)
  local count = 0
  for i = 1, #all, 2 do
    local what = string.sub(all[i], 1, 2)
    if what ~= 'h:' then
      if tonumber(string.match(all[i + 1], '^%d+')) <= now then
        call('HDEL', inbox, all[i], 'h:' .. string.sub(all[i], 3))
      elseif what == 'm:' then
        count = count + 1
      end
    end
  end
  return count >= most
end

local answer = {}
for i, inbox in ipairs(KEYS) do
  local id, message, keepMs, channel = unpack(ARGV, 4 * i - 1, 4 * i + 2)
  local there, shown = unpack(call('HMGET', inbox, 'm:' .. id, 's:' .. id))
  if there or shown then answer[i] = 0
  elseif isFull(inbox) then answer[i] = -1
  else
    call('HSET', inbox, 'm:' .. id, message)
    if call('PTTL', inbox) < tonumber(keepMs) then call('PEXPIRE', inbox, keepMs) end
    call('PUBLISH', channel, id)
    answer[i] = 1
  end
end
return answer
