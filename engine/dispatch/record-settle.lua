--[[
  Notes that the last attempt has a result.

  Input:
    KEYS[1]  record
    ARGV[1]  number of the attempt
    ARGV[2]  1 when something may have left
]]
local record = KEYS[1]
local attempt, mayHaveLeft = ARGV[1], ARGV[2]

redis.call('HDEL', record, 'by')
redis.call('HSET', record, 'settled', attempt)
if mayHaveLeft == '1' then redis.call('HSET', record, 'doubt', 1) end
