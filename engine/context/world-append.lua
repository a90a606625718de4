-- Appends rows of signals about the world, each id once, and remembers the ids: the newest, for a while.
-- KEYS: outcomes, ids. ARGV: now, from when ids are remembered, how many, for how many seconds; then id and row of each signal.
local rows = {}
for i = 5, #ARGV, 2 do
  if redis.call('ZADD', KEYS[2], 'NX', ARGV[1], ARGV[i]) == 1 then rows[#rows + 1] = ARGV[i + 1] end
end
if #rows > 0 then redis.call('XADD', KEYS[1], '*', 'r', table.concat(rows, '\n')) end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[3]))
redis.call('EXPIRE', KEYS[2], ARGV[4])
return #rows
