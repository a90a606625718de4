--[[
  Takes one message from an account's allowance, by the generic cell rate algorithm (ITU-T I.371): the account may be handed so
  many messages a second, of which a second's worth may come at once.

  Input:
    KEYS[1]  when the allowance is full again, microseconds of Redis' own clock
    ARGV[1]  messages a second

  Output:
    0 when the message may go, else how many milliseconds to wait
]]
local key = KEYS[1]
local perSecond = tonumber(ARGV[1])

local MICROS = 1000000
local seconds, micros = unpack(redis.call('TIME'))
local now = seconds * MICROS + micros
local each = MICROS / perSecond
local burst = math.max(MICROS, each)
local full = math.max(tonumber(redis.call('GET', key) or 0), now)
local wait = full + each - now - burst
if wait > 0 then return math.ceil(wait / 1000) end
redis.call('SET', key, string.format('%.0f', full + each), 'PX', math.ceil(burst / 1000) + 1000)
return 0
