-- Notes that a delivery is put off, with its row, once for each time that it is put off to.
-- KEYS: outcomes stream, record.
-- ARGV: time to keep a record (ms), until when it is put off, row.
-- Returns 1 when that was not known.
local call = redis.call
if call('HEXISTS', KEYS[2], 'state') == 1 or call('HGET', KEYS[2], 'deferred') == ARGV[2] then return 0 end
call('HSET', KEYS[2], 'deferred', ARGV[2])
call('PEXPIRE', KEYS[2], ARGV[1])
call('XADD', KEYS[1], '*', 'r', ARGV[3])
return 1
