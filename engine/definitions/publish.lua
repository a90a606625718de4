-- Writes a small publish whole, or not at all when somebody else published since it was read.
-- KEYS: what is known of the documents, the changed fields by revision, the documents. ARGV: revision and generation it was made
-- from, channel, most changes to remember, count of changed fields, (field, text) pairs, then fields to remove.
local known = redis.call('HMGET', KEYS[1], 'revision', 'generation', 'recorded')
local revision = tonumber(known[1] or '0')
if revision ~= tonumber(ARGV[1]) or (known[2] or '') ~= ARGV[2] then return 0 end
if tonumber(known[3]) ~= revision then
  redis.call('UNLINK', KEYS[2])
  redis.call('HSET', KEYS[1], 'since', revision)
end
revision = revision + 1
local last = 5 + 2 * tonumber(ARGV[5])
for i = 6, last, 2 do
  redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
  redis.call('ZADD', KEYS[2], revision, ARGV[i])
end
for i = last + 1, #ARGV do
  redis.call('HDEL', KEYS[3], ARGV[i])
  redis.call('ZADD', KEYS[2], revision, ARGV[i])
end
local surplus = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[4])
if surplus > 0 then
  local dropped = redis.call('ZRANGE', KEYS[2], surplus - 1, surplus - 1, 'WITHSCORES')
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, surplus - 1)
  redis.call('HSET', KEYS[1], 'since', dropped[2])
end
redis.call('HSET', KEYS[1], 'revision', revision, 'recorded', revision)
redis.call('PUBLISH', ARGV[3], revision)
return revision
