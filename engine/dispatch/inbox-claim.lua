-- Hands out a customer's messages that are neither expired nor held by another reader, and holds them for this one.
-- KEYS: inbox. ARGV: now, wall clock, until when they are held (wall clock).
-- Returns the wall clock at which the first message that another holds is free again ('' when none), then the messages.
local all = redis.call('HGETALL', KEYS[1])
local held = {}
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 2) == 'h:' then held[string.sub(all[i], 3)] = tonumber(all[i + 1]) end
end
local free = ''
local answer = {''}
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 2) == 'm:' then
    local id = string.sub(all[i], 3)
    local bar = string.find(all[i + 1], '|', 1, true)
    if tonumber(string.sub(all[i + 1], 1, bar - 1)) <= tonumber(ARGV[1]) then
      redis.call('HDEL', KEYS[1], 'm:' .. id, 'h:' .. id)
    elseif held[id] and held[id] > tonumber(ARGV[2]) then
      if free == '' or held[id] < free then free = held[id] end
    else
      redis.call('HSET', KEYS[1], 'h:' .. id, ARGV[3])
      answer[#answer + 1] = string.sub(all[i + 1], bar + 1)
    end
  end
end
answer[1] = tostring(free)
return answer
