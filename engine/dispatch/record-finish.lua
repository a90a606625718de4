-- Ends deliveries, with their rows: the first end of each stands.
-- KEYS: outcomes stream, then the record of each.
-- ARGV: time to keep a record (ms), then per delivery: state, reason, effect, its lines.
-- Returns for each '' when this was the first end, else the state it had ended in.
local call = redis.call
local answer, rows = {}, {}
for i = 1, #KEYS - 1 do
  local record, a = KEYS[1 + i], 4 * i - 2
  call('HDEL', record, 'by')
  answer[i] = call('HGET', record, 'state') or ''
  if answer[i] == '' then
    call('HSET', record, 'state', ARGV[a], 'reason', ARGV[a + 1], 'effect', ARGV[a + 2])
    call('PEXPIRE', record, ARGV[1])
    rows[#rows + 1] = ARGV[a + 3]
  end
end
if #rows > 0 then call('XADD', KEYS[1], '*', 'r', table.concat(rows, '\n')) end
return answer
