-- Writes what one micro-batch did, customer by customer: whole, or not at all when somebody else was first.
-- KEYS: timers, outcomes, outbox, one context key a change, then who is where in each period that is spoken of.
-- ARGV: retention in seconds, number of changes, then per change: new value (begins with its 10-digit revision, one above the
--       stored one's), rows joined by newlines.
--       Then what only some changes ask for, each with the number of its change:
--       'timer', change, next due time or 'none', customer; 'job', change, id, body;
--       'move', change, number of the period's key among KEYS, cell, customer.
-- Returns: length of the outcomes stream, then 1 or 0 for each change.
local call = redis.call
local answer = {0}
local rows = {}
local changes = tonumber(ARGV[2])
for i = 1, changes do
  local key = KEYS[3 + i]
  local value = ARGV[1 + 2 * i]
  if (tonumber(call('GETRANGE', key, 0, 9)) or 0) + 1 == tonumber(string.sub(value, 1, 10)) then
    call('SET', key, value, 'EX', ARGV[1])
    local some = ARGV[2 + 2 * i]
    if some ~= '' then rows[#rows + 1] = some end
    answer[1 + i] = 1
  else
    answer[1 + i] = 0
  end
end
local a = 3 + 2 * changes
while a <= #ARGV do
  local what = ARGV[a]
  local isWritten = answer[1 + tonumber(ARGV[a + 1])] == 1
  if what == 'timer' then
    if isWritten and ARGV[a + 2] == 'none' then call('ZREM', KEYS[1], ARGV[a + 3])
    elseif isWritten then call('ZADD', KEYS[1], ARGV[a + 2], ARGV[a + 3]) end
    a = a + 4
  elseif what == 'job' then
    if isWritten then call('HSET', KEYS[3], ARGV[a + 2], ARGV[a + 3]) end
    a = a + 4
  else
    if isWritten then call('ZADD', KEYS[tonumber(ARGV[a + 2])], ARGV[a + 3], ARGV[a + 4]) end
    a = a + 5
  end
end
-- Nobody asks for an old period: it goes by itself.
for k = 4 + changes, #KEYS do call('EXPIRE', KEYS[k], 3600) end
if #rows > 0 then call('XADD', KEYS[2], '*', 'r', table.concat(rows, '\n')) end
answer[1] = call('XLEN', KEYS[2])
return answer
