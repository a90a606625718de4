-- Notes that attempts begin, before anything leaves, with their rows; each unless its delivery has ended, somebody else began first,
-- or it was decided on a context that has changed since.
-- KEYS: outcomes stream, then per delivery its record and its customer's context.
-- ARGV: time to keep a record (ms), then per delivery: attempts known to have begun, 1 when something may have left before, the
--       revision of the context it was decided on or '' for whichever, since when who is at it, 1 when it is over as nothing left, row.
-- Returns for each '' when it may begin, the state when the delivery has ended, 'busy' when somebody else began, or 'changed'.
local call = redis.call
local answer, rows = {}, {}
for i = 1, (#KEYS - 1) / 2 do
  local record, a = KEYS[2 * i], 6 * i - 4
  local state, begun, by = unpack(call('HMGET', record, 'state', 'begun', 'by'))
  local revision = tonumber(ARGV[a + 2])
  if state then answer[i] = state
  -- Said before: the connection was lost before the answer came, and the command sent again.
  elseif by == ARGV[a + 3] then answer[i] = ''
  elseif (begun or '0') ~= ARGV[a] then answer[i] = 'busy'
  elseif revision and tonumber(call('GETRANGE', KEYS[2 * i + 1], -10, -1)) ~= revision then answer[i] = 'changed'
  else
    answer[i] = ''
    local attempt = tonumber(ARGV[a]) + 1
    call('HSET', record, 'begun', attempt, 'by', ARGV[a + 3])
    if ARGV[a + 1] == '1' then call('HSET', record, 'doubt', 1) end
    if ARGV[a + 4] == '1' then call('HSET', record, 'settled', attempt) end
    call('PEXPIRE', record, ARGV[1])
    rows[#rows + 1] = ARGV[a + 5]
  end
end
if #rows > 0 then call('XADD', KEYS[1], '*', 'r', table.concat(rows, '\n')) end
return answer
