-- Writes what one micro-batch did, customer by customer: whole, or not at all when somebody else was first.
-- KEYS: timers, outcomes, outbox, one context key a change, then who is where in each period that is spoken of.
-- ARGV: retention in seconds, number of changes, then per change: customer, expected revision (10 digits, '' for none), new value (begins with its
--       10-digit revision), next due time (or none, or as-before), rows joined by newlines, number of jobs, then id and body of each.
--       Then for each customer who moved: number of the change, number of the period's key among KEYS, cell, customer.
-- Returns: length of the outcomes stream, then 1 or 0 for each change.
local answer = {0}
local rows = {}
local changes = tonumber(ARGV[2])
local a = 3
for k = 4, 3 + changes do
  local expected = ARGV[a + 1]
  local jobs = tonumber(ARGV[a + 5])
  local found = redis.call('GETRANGE', KEYS[k], 0, 9)
  if found == expected then
    redis.call('SET', KEYS[k], ARGV[a + 2], 'EX', ARGV[1])
    if ARGV[a + 3] == 'none' then
      redis.call('ZREM', KEYS[1], ARGV[a])
    elseif ARGV[a + 3] ~= 'as-before' then
      redis.call('ZADD', KEYS[1], ARGV[a + 3], ARGV[a])
    end
    if ARGV[a + 4] ~= '' then rows[#rows + 1] = ARGV[a + 4] end
    for j = 0, jobs - 1 do
      redis.call('HSET', KEYS[3], ARGV[a + 6 + 2 * j], ARGV[a + 7 + 2 * j])
    end
    answer[#answer + 1] = 1
  else
    answer[#answer + 1] = 0
  end
  a = a + 6 + 2 * jobs
end
while a <= #ARGV do
  if answer[1 + tonumber(ARGV[a])] == 1 then
    redis.call('ZADD', KEYS[tonumber(ARGV[a + 1])], ARGV[a + 2], ARGV[a + 3])
  end
  a = a + 4
end
-- Nobody asks for an old period: it goes by itself.
for k = 4 + changes, #KEYS do redis.call('EXPIRE', KEYS[k], 3600) end
if #rows > 0 then redis.call('XADD', KEYS[2], '*', 'r', table.concat(rows, '\n')) end
answer[1] = redis.call('XLEN', KEYS[2])
return answer
