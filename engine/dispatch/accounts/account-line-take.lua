--[[
  Takes the first messages out of a line for some accounts.

  Input:
    KEYS[1]  line: messages by their place
    KEYS[2]  names of the lines that are not empty
    ARGV[1]  name of the line
    ARGV[2]  how many to take at most

  Output:
    how many wait in the line afterwards, then the messages
]]
local line, names = KEYS[1], KEYS[2]
local name, most = ARGV[1], ARGV[2]

local popped = redis.call('ZPOPMIN', line, most)
local left = redis.call('ZCARD', line)
if left == 0 then redis.call('SREM', names, name) end
local result = { left }
for i = 1, #popped, 2 do result[#result + 1] = popped[i] end
return result
