-- Notes that messages are in the queue: out of the outbox they go, each with its row. Of those that were noted before nothing is
-- written again. It goes also where Redis is full: a script is refused at its first write or not at
-- all, and what this one begins with takes no room.
-- KEYS: outbox, outcomes.
-- ARGV: per message its id, its row.
-- Returns for each 1, or 0 when it was noted before.
local call = redis.call
local answer, rows = {}, {}
for i = 1, #ARGV / 2 do
  answer[i] = call('HDEL', KEYS[1], ARGV[2 * i - 1])
  if answer[i] == 1 then rows[#rows + 1] = ARGV[2 * i] end
end
if #rows > 0 then call('XADD', KEYS[2], '*', 'r', table.concat(rows, '\n')) end
return answer
