-- Takes documents that were written beside the live ones for the live ones, or drops them when somebody else published first.
-- KEYS: what is known of the documents, the changed fields by revision, the documents, those that were written.
-- ARGV: revision and generation they were made from, channel, their own generation.
local known = redis.call('HMGET', KEYS[1], 'revision', 'generation')
local revision = tonumber(known[1] or '0')
if revision ~= tonumber(ARGV[1]) or (known[2] or '') ~= ARGV[2] then
  redis.call('UNLINK', KEYS[4])
  return 0
end
redis.call('UNLINK', KEYS[2], KEYS[3])
redis.call('PERSIST', KEYS[4])
revision = revision + 1
redis.call('HSET', KEYS[1], 'revision', revision, 'recorded', revision, 'since', revision, 'generation', ARGV[4])
redis.call('PUBLISH', ARGV[3], revision)
return revision
