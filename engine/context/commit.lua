--[[
  Writes what one micro-batch did, customer by customer. A change is written whole if its revision is one above the stored one,
  else not at all. Lua hashes every text that it is given byte by byte, so long texts are handed over once (docs/decisions/0021).

  Input:
    KEYS[1]      timers: customers, scored by when their next timer is due
    KEYS[2]      outcomes stream
    KEYS[3]      outbox
    KEYS[3 + c]  the context of change c
    then the keys of who is where, one for each period that a 'move' names

    ARGV[1]      seconds for which a context is kept after it was written whole
    ARGV[2]      number of changes
    ARGV[3]      the rows of all changes, joined by newlines
    ARGV[4]      8 digits a change: how many bytes of ARGV[3] are its rows, the newline before them included
    ARGV[4 + c]  what change c makes of the stored value (see stored-value.ts). It ends with the new revision in 10 digits. It
                 is added to the stored value when it begins with a line feed, else it replaces it
    then what only some changes need; each begins with a word and the number of its change:
    'timer' c, when the next timer is due or 'none', customer
    'job'   c, id, body
    'ids'   c, hashes of signal ids that the state has forgotten (see recall.ts)
    'move'  c, which of KEYS is the period's, cell, customer

  Output:
    [1]      length of the outcomes stream
    [1 + c]  1 when change c was written, else 0
]]
local timers, outcomes, outbox = KEYS[1], KEYS[2], KEYS[3]
local keepSeconds, changes, rows, widths = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local KEYS_BEFORE = 3
local ARGUMENTS_BEFORE = 4
local WIDTH_DIGITS = 8
local LINE_FEED = 10
-- As recall.lua and recall.ts have them.
local SLOT_SECONDS = 43200
local KEEP_IDS_SECONDS = 86400
-- 'kairos:ctx:' is this long; what follows is the same in the keys of the ids, so both are in one slot of a cluster.
local CONTEXT_PREFIX_CHARS = 11
-- A period is asked for within minutes.
local KEEP_PERIOD_SECONDS = 3600

local call = redis.call
local answer = {0}
local isWhole = true
for c = 1, changes do
  local context, value = KEYS[KEYS_BEFORE + c], ARGV[ARGUMENTS_BEFORE + c]
  -- An earlier release stored the revision in front only.
  local stored = tonumber(call('GETRANGE', context, -10, -1)) or tonumber(call('GETRANGE', context, 0, 9)) or 0
  if stored + 1 == tonumber(string.sub(value, -10)) then
    if string.byte(value) == LINE_FEED then call('APPEND', context, value)
    else call('SET', context, value, 'EX', keepSeconds) end
    answer[1 + c] = 1
  else
    answer[1 + c] = 0
    isWhole = false
  end
end

local a = ARGUMENTS_BEFORE + changes + 1
while a <= #ARGV do
  local what, c = ARGV[a], tonumber(ARGV[a + 1])
  local isWritten = answer[1 + c] == 1
  if what == 'timer' then
    local dueAt, customer = ARGV[a + 2], ARGV[a + 3]
    if isWritten and dueAt == 'none' then call('ZREM', timers, customer)
    elseif isWritten then call('ZADD', timers, dueAt, customer) end
    a = a + 4
  elseif what == 'job' then
    local id, body = ARGV[a + 2], ARGV[a + 3]
    if isWritten then call('HSET', outbox, id, body) end
    a = a + 4
  elseif what == 'ids' then
    local hashes = ARGV[a + 2]
    if isWritten then
      local slot = string.format('%d', math.floor(tonumber(call('TIME')[1]) / SLOT_SECONDS))
      local about = string.sub(KEYS[KEYS_BEFORE + c], CONTEXT_PREFIX_CHARS + 1)
      local ids = 'kairos:ids:' .. about .. ':' .. slot
      call('APPEND', ids, hashes)
      call('EXPIRE', ids, KEEP_IDS_SECONDS)
    end
    a = a + 3
  else
    local where, cell, customer = KEYS[tonumber(ARGV[a + 2])], ARGV[a + 3], ARGV[a + 4]
    if isWritten then call('ZADD', where, cell, customer) end
    a = a + 5
  end
end
for k = KEYS_BEFORE + changes + 1, #KEYS do
  local where = KEYS[k]
  call('EXPIRE', where, KEEP_PERIOD_SECONDS)
end

if not isWhole then
  local from, written = 1, {}
  for c = 1, changes do
    local width = tonumber(string.sub(widths, WIDTH_DIGITS * (c - 1) + 1, WIDTH_DIGITS * c))
    if answer[1 + c] == 1 then written[#written + 1] = string.sub(rows, from, from + width - 1) end
    from = from + width
  end
  rows = string.gsub(table.concat(written), '^\n', '')
end
if rows ~= '' then call('XADD', outcomes, '*', 'r', rows) end
answer[1] = call('XLEN', outcomes)
return answer
