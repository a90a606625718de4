--[[
  Hands out a customer's messages that are neither expired nor held by another reader, and holds them for this one.

  Input:
    KEYS[1]  inbox: 'm:<id>' a message ('<expires>|<json>'), 'h:<id>' until when it is held and for whom
             ('<until>|<reader>'), 's:<id>' it was shown
    ARGV[1]  now
    ARGV[2]  now on the wall clock
    ARGV[3]  until when the messages are held, on the wall clock
    ARGV[4]  reader that they are held for

  Output:
    [1]      when the first message that another reader holds is free again, on the wall clock; '' for none
    [2..]    messages as JSON
]]
local inbox = KEYS[1]
local now, wall, hold = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] .. '|' .. ARGV[4]

local all = redis.call('HGETALL', inbox)
local held = {}
for i = 1, #all, 2 do
  local name, value = all[i], all[i + 1]
  if string.sub(name, 1, 2) == 'h:' then held[string.sub(name, 3)] = tonumber(string.match(value, '^[^|]+')) end
end
local free = ''
local answer = {''}
for i = 1, #all, 2 do
  local name, value = all[i], all[i + 1]
  if string.sub(name, 1, 2) == 'm:' then
    local id = string.sub(name, 3)
    local bar = string.find(value, '|', 1, true)
    local expires = tonumber(string.sub(value, 1, bar - 1))
    if expires <= now then
      redis.call('HDEL', inbox, 'm:' .. id, 'h:' .. id)
    elseif held[id] and held[id] > wall then
      if free == '' or held[id] < free then free = held[id] end
    else
      redis.call('HSET', inbox, 'h:' .. id, hold)
      answer[#answer + 1] = string.sub(value, bar + 1)
    end
  end
end
answer[1] = tostring(free)
return answer
