--[[
  Notes that attempts begin, before anything leaves, and writes their rows. An attempt may not begin when its delivery has ended,
  when another dispatcher began first, or when the delivery was decided on a context that has changed since.

  Input:
    KEYS[1]  outcomes stream
    ARGV[1]  time to keep a record, milliseconds
    then for each delivery:
    KEYS[+0] its record
    KEYS[+1] its customer's context
    ARGV[+0] attempts known to have begun
    ARGV[+1] 1 when something may have left before
    ARGV[+2] revision of the context it was decided on; '' for any
    ARGV[+3] the name of this attempt: what begins it, and since when
    ARGV[+4] 1 when the attempt is over at once, as nothing left
    ARGV[+5] the account that it is made by
    ARGV[+6] row

  Output:
    for each delivery '' when it may begin; the state when it has ended; 'busy' when another dispatcher began; 'changed' when
    the context has another revision
]]
local outcomes, keepMs = KEYS[1], ARGV[1]
local KEYS_EACH = 2
local ARGUMENTS_EACH = 7

local call = redis.call
local answer, rows = {}, {}
for d = 1, (#KEYS - 1) / KEYS_EACH do
  local key, first = KEYS_EACH * (d - 1) + 2, ARGUMENTS_EACH * (d - 1) + 2
  local record, context = KEYS[key], KEYS[key + 1]
  local knownBegun, mayHaveLeft, decidedOn, attemptBy, isOver, account, row = unpack(ARGV, first, first + ARGUMENTS_EACH - 1)
  local state, begun, by = unpack(call('HMGET', record, 'state', 'begun', 'by'))
  local revision = tonumber(decidedOn)
  if state then answer[d] = state
  -- The connection was lost before the answer came, and the command is sent again.
  elseif by == attemptBy then answer[d] = ''
  elseif (begun or '0') ~= knownBegun then answer[d] = 'busy'
  elseif revision and tonumber(call('GETRANGE', context, -10, -1)) ~= revision then answer[d] = 'changed'
  else
    answer[d] = ''
    local attempt = tonumber(knownBegun) + 1
    call('HSET', record, 'begun', attempt, 'by', attemptBy, 'account', account)
    if mayHaveLeft == '1' then call('HSET', record, 'doubt', 1) end
    if isOver == '1' then call('HSET', record, 'settled', attempt) end
    call('PEXPIRE', record, keepMs)
    rows[#rows + 1] = row
  end
end
if #rows > 0 then call('XADD', outcomes, '*', 'r', table.concat(rows, '\n')) end
return answer
