--[[
  Records changes, and drops the oldest beyond the limits.

  Input:
    KEYS[1]  stream of changes
    KEYS[2]  bytes of all of them
    ARGV[1]  the most changes
    ARGV[2]  the most bytes
    then each change as JSON

  Output:
    how many changes are recorded
]]
local changes, bytes = KEYS[1], KEYS[2]
local most, mostBytes = tonumber(ARGV[1]), tonumber(ARGV[2])
local FIRST = 3

for i = FIRST, #ARGV do
  local text = ARGV[i]
  redis.call('XADD', changes, '*', 'change', text)
  redis.call('INCRBY', bytes, #text)
end
while redis.call('XLEN', changes) > most or tonumber(redis.call('GET', bytes) or '0') > mostBytes do
  local oldest = redis.call('XRANGE', changes, '-', '+', 'COUNT', 1)[1]
  if not oldest then break end
  redis.call('XDEL', changes, oldest[1])
  redis.call('DECRBY', bytes, #oldest[2][2])
end
return redis.call('XLEN', changes)
