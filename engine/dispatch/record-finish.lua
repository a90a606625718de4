--[[
  Ends deliveries and writes their rows. The first end of each delivery stands.

  Input:
    KEYS[1]  outcomes stream
    ARGV[1]  time to keep a record, milliseconds
    then for each delivery d:
    KEYS[1 + d]  its record
    ARGV[+0] state
    ARGV[+1] reason
    ARGV[+2] effect
    ARGV[+3] rows

  Output:
    for each delivery '' when this was its first end, else the state in which it had ended
]]
local outcomes, keepMs = KEYS[1], ARGV[1]
local ARGUMENTS_EACH = 4

local call = redis.call
local answer, rows = {}, {}
for d = 1, #KEYS - 1 do
  local record, first = KEYS[1 + d], ARGUMENTS_EACH * (d - 1) + 2
  local state, reason, effect, row = unpack(ARGV, first, first + ARGUMENTS_EACH - 1)
  call('HDEL', record, 'by')
  answer[d] = call('HGET', record, 'state') or ''
  if answer[d] == '' then
    call('HSET', record, 'state', state, 'reason', reason, 'effect', effect)
    call('PEXPIRE', record, keepMs)
    rows[#rows + 1] = row
  end
end
if #rows > 0 then call('XADD', outcomes, '*', 'r', table.concat(rows, '\n')) end
return answer
