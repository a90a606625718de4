-- Customers whose next timer is due, each handed to one engine at a time: it comes up again after the lease unless the
-- timer was handled by then (a commit sets the true time).
-- KEYS: timers. ARGV: now, lease end, most.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for i = 1, #due do redis.call('ZADD', KEYS[1], ARGV[2], due[i]) end
return due
