-- Notes that an attempt begins, before anything leaves, with its row; unless the delivery has ended, or somebody else began first.
-- KEYS: record, outcomes stream.
-- ARGV: attempts known to have begun, 1 when something may have left before, time to keep the record (ms), row.
-- Returns '' when it may begin, the state when the delivery has ended, 'busy' when somebody else began.
local state = redis.call('HGET', KEYS[1], 'state')
if state then return state end
if (redis.call('HGET', KEYS[1], 'begun') or '0') ~= ARGV[1] then return 'busy' end
redis.call('HSET', KEYS[1], 'begun', tonumber(ARGV[1]) + 1)
if ARGV[2] == '1' then redis.call('HSET', KEYS[1], 'doubt', 1) end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('XADD', KEYS[2], '*', 'r', ARGV[4])
return ''
