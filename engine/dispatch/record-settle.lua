--[[
  Notes that the last attempt has a result.

  Input:
    KEYS[1]  record
    ARGV[1]  number of the attempt
    ARGV[2]  1 when something may have left
    ARGV[3]  why it was not the end
]]
local record = KEYS[1]
local attempt, mayHaveLeft, why = ARGV[1], ARGV[2], ARGV[3]

redis.call('HDEL', record, 'by')
redis.call('HSET', record, 'settled', attempt, 'why', why)
if mayHaveLeft == '1' then redis.call('HSET', record, 'doubt', 1) end
