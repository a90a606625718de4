-- A wave of one shard that nobody works on, and how far it came. It goes to one engine at a time: whoever does not report within the
-- lease has died. The time is Redis' own, for engines have different clocks.
-- KEYS: waves, when each may be taken, how far each came. ARGV: lease in milliseconds. Returns: id, wave, how far; nothing for none.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1)[1]
if not id then return {} end
local wave = redis.call('HGET', KEYS[1], id)
if not wave then
  redis.call('ZREM', KEYS[2], id)
  return {}
end
redis.call('ZADD', KEYS[2], now + ARGV[1], id)
return {id, wave, redis.call('HGET', KEYS[3], id) or ''}
