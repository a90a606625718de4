-- A message was shown: it goes, and leaves a mark so that it cannot be put again.
-- KEYS: inbox. ARGV: id. Returns 1 the first time.
local message = redis.call('HGET', KEYS[1], 'm:' .. ARGV[1])
if not message then return 0 end
redis.call('HDEL', KEYS[1], 'm:' .. ARGV[1], 'h:' .. ARGV[1])
redis.call('HSET', KEYS[1], 's:' .. ARGV[1], string.match(message, '^%d+'))
return 1
