--[[
  Notes that messages are in the queue: takes each out of the outbox and writes its row. A message that is not in the outbox was
  noted before and writes nothing. Works also where Redis is full: Redis refuses a script at its first write or not at all, and
  the first write here takes no room.

  Input:
    KEYS[1]  outbox
    KEYS[2]  outcomes stream
    then for each message:
    ARGV[+0] id
    ARGV[+1] row

  Output:
    for each message 1, or 0 when it was noted before
]]
local outbox, outcomes = KEYS[1], KEYS[2]
local ARGUMENTS_EACH = 2

local call = redis.call
local answer, rows = {}, {}
for i = 1, #ARGV / ARGUMENTS_EACH do
  local first = ARGUMENTS_EACH * (i - 1) + 1
  local id, row = ARGV[first], ARGV[first + 1]
  answer[i] = call('HDEL', outbox, id)
  if answer[i] == 1 then rows[#rows + 1] = row end
end
if #rows > 0 then call('XADD', outcomes, '*', 'r', table.concat(rows, '\n')) end
return answer
