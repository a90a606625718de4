-- Ends a delivery, with its row: the first end stands.
-- KEYS: record, outcomes stream.
-- ARGV: state, reason, effect, time to keep the record (ms), row.
-- Returns '' when this was the first end, else the state it had ended in.
local state = redis.call('HGET', KEYS[1], 'state')
if state then return state end
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'reason', ARGV[2], 'effect', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('XADD', KEYS[2], '*', 'r', ARGV[5])
return ''
