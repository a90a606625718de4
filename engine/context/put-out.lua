--[[
  Puts a message of no decision into the outbox, with the rows that tell of it. A message that was put there before writes nothing.

  Input:
    KEYS[1]  outbox
    KEYS[2]  outcomes stream
    KEYS[3]  the mark that it was put there
    ARGV[1]  id
    ARGV[2]  message
    ARGV[3]  rows
    ARGV[4]  how long the mark is kept, milliseconds

  Output:
    1, or 0 when it was put there before
]]
local outbox, outcomes, mark = KEYS[1], KEYS[2], KEYS[3]
local id, message, rows, keptMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local call = redis.call
if not call('SET', mark, '1', 'NX', 'PX', keptMs) then return 0 end
call('HSET', outbox, id, message)
call('XADD', outcomes, '*', 'r', rows)
return 1
