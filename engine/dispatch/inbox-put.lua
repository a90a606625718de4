-- Puts a message into a customer's inbox, unless it is there or was shown, and tells whoever watches.
-- KEYS: inbox. ARGV: id, message ('<expires>|<json>'), now, time to keep the inbox (ms), most messages, channel to tell on.
-- Returns 1, 0 when it was put before, -1 when the inbox is full.
if redis.call('HEXISTS', KEYS[1], 'm:' .. ARGV[1]) == 1 or redis.call('HEXISTS', KEYS[1], 's:' .. ARGV[1]) == 1 then
  return 0
end
-- As long as it holds fewer things of any kind nobody need look at each: what expired is cleared when it comes to that many.
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then
  local all = redis.call('HGETALL', KEYS[1])
  local count = 0
  for i = 1, #all, 2 do
    local what = string.sub(all[i], 1, 2)
    if what ~= 'h:' then
      if tonumber(string.match(all[i + 1], '^%d+')) <= tonumber(ARGV[3]) then
        redis.call('HDEL', KEYS[1], all[i], 'h:' .. string.sub(all[i], 3))
      elseif what == 'm:' then
        count = count + 1
      end
    end
  end
  if count >= tonumber(ARGV[5]) then return -1 end
end
redis.call('HSET', KEYS[1], 'm:' .. ARGV[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
redis.call('PUBLISH', ARGV[6], ARGV[1])
return 1
