-- Writes what one micro-batch did, customer by customer: whole, or not at all when somebody else was first.
-- KEYS: timers, outcomes, outbox, one context key a change, then who is where in each period that is spoken of.
-- ARGV: retention in seconds, number of changes, all their rows joined by newlines, how many bytes of that each change has (8
--       digits each, the newline before them included), then per change what becomes of its value (see stored-value.ts):
--       it ends with its 10-digit revision, one above the stored one's; a line feed first: it is added, else it replaces.
--       Then what only some changes ask for, each with the number of its change:
--       'timer', change, next due time or 'none', customer; 'job', change, id, body;
--       'move', change, number of the period's key among KEYS, cell, customer; 'ids', change, hashes of ids that its state has forgotten.
--       Those are kept (see recall.ts) under a key that is made of the context's, so it is in the same slot of a cluster.
-- Returns: length of the outcomes stream, then 1 or 0 for each change.
-- Every text that Lua is given it reads byte by byte once more, so what is long is handed over once.
local call = redis.call
local answer = {0}
local changes = tonumber(ARGV[2])
local isWhole = true
for i = 1, changes do
  local key = KEYS[3 + i]
  local value = ARGV[4 + i]
  -- Stored by an earlier release, a value has its revision in front only.
  local stored = tonumber(call('GETRANGE', key, -10, -1)) or tonumber(call('GETRANGE', key, 0, 9)) or 0
  if stored + 1 == tonumber(string.sub(value, -10)) then
    if string.byte(value) == 10 then call('APPEND', key, value)
    else call('SET', key, value, 'EX', ARGV[1]) end
    answer[1 + i] = 1
  else
    answer[1 + i] = 0
    isWhole = false
  end
end
local a = 5 + changes
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
  elseif what == 'ids' then
    if isWritten then
      local slot = string.format('%d', math.floor(tonumber(call('TIME')[1]) / 43200))
      local key = 'kairos:ids:' .. string.sub(KEYS[3 + tonumber(ARGV[a + 1])], 12) .. ':' .. slot
      call('APPEND', key, ARGV[a + 2])
      call('EXPIRE', key, 86400)
    end
    a = a + 3
  else
    if isWritten then call('ZADD', KEYS[tonumber(ARGV[a + 2])], ARGV[a + 3], ARGV[a + 4]) end
    a = a + 5
  end
end
-- Nobody asks for an old period: it goes by itself.
for k = 4 + changes, #KEYS do call('EXPIRE', KEYS[k], 3600) end
local rows = ARGV[3]
if not isWhole then
  local from, mine = 1, {}
  for i = 1, changes do
    local width = tonumber(string.sub(ARGV[4], 8 * i - 7, 8 * i))
    if answer[1 + i] == 1 then mine[#mine + 1] = string.sub(rows, from, from + width - 1) end
    from = from + width
  end
  rows = string.gsub(table.concat(mine), '^\n', '')
end
if rows ~= '' then call('XADD', KEYS[2], '*', 'r', rows) end
answer[1] = call('XLEN', KEYS[2])
return answer
