--[[
  Appends rows of signals about the world, each id once, and remembers the newest ids for a while.

  Input:
    KEYS[1]  outcomes stream
    KEYS[2]  ids, scored by when they came
    ARGV[1]  now
    ARGV[2]  ids that came before this time are forgotten
    ARGV[3]  the most ids to remember
    ARGV[4]  seconds for which all of them are kept
    then for each signal:
    ARGV[+0] id
    ARGV[+1] row

  Output:
    how many signals are new
]]
local outcomes, ids = KEYS[1], KEYS[2]
local now, from, most, keepSeconds = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local FIRST_SIGNAL = 5
local ARGUMENTS_EACH = 2

local rows = {}
for i = FIRST_SIGNAL, #ARGV, ARGUMENTS_EACH do
  local id, row = ARGV[i], ARGV[i + 1]
  if redis.call('ZADD', ids, 'NX', now, id) == 1 then rows[#rows + 1] = row end
end
if #rows > 0 then redis.call('XADD', outcomes, '*', 'r', table.concat(rows, '\n')) end
redis.call('ZREMRANGEBYSCORE', ids, '-inf', from)
redis.call('ZREMRANGEBYRANK', ids, 0, -1 - most)
redis.call('EXPIRE', ids, keepSeconds)
return #rows
