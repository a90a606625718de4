--[[
  Notes that a delivery is put off, and writes its row, once for each time that it is put off to.

  Input:
    KEYS[1]  outcomes stream
    KEYS[2]  record
    ARGV[1]  time to keep the record, milliseconds
    ARGV[2]  until when the delivery is put off
    ARGV[3]  row

  Output:
    1; 0 when the delivery has ended or this was noted before
]]
local outcomes, record = KEYS[1], KEYS[2]
local keepMs, untilTime, row = ARGV[1], ARGV[2], ARGV[3]

local call = redis.call
if call('HEXISTS', record, 'state') == 1 or call('HGET', record, 'deferred') == untilTime then return 0 end
call('HSET', record, 'deferred', untilTime)
call('PEXPIRE', record, keepMs)
call('XADD', outcomes, '*', 'r', row)
return 1
