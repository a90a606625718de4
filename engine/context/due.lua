--[[
  Hands out customers whose next timer is due, each to one engine at a time. A customer comes up again when the lease ends,
  unless a commit has set the time of their next timer by then.

  Input:
    KEYS[1]  timers: customers, scored by when their next timer is due
    ARGV[1]  now
    ARGV[2]  when the lease ends
    ARGV[3]  the most customers to hand out

  Output:
    customers, the earliest first
]]
local timers = KEYS[1]
local now, leaseUntil, most = ARGV[1], ARGV[2], ARGV[3]

local customers = redis.call('ZRANGEBYSCORE', timers, '-inf', now, 'LIMIT', 0, most)
for i = 1, #customers do redis.call('ZADD', timers, leaseUntil, customers[i]) end
return customers
