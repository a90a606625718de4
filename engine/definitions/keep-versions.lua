--[[
  Keeps versions that a publish replaced, and drops those that were replaced longest ago beyond the limits.

  Input:
    KEYS[1]  texts: a hash, version -> text
    KEYS[2]  order: versions, scored by the revision that replaced them
    KEYS[3]  index: versions, sorted by name and number
    KEYS[4]  bytes of all texts
    ARGV[1]  revision that replaces them
    ARGV[2]  the most versions of one document
    ARGV[3]  the most versions
    ARGV[4]  the most bytes
    then for each version:
    ARGV[+0] beginning of its key, the same for all of its document
    ARGV[+1] number, padded
    ARGV[+2] text

  Output:
    how many versions are kept
]]
local texts, order, index, bytes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local revision, mostEach, most, mostBytes = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local FIRST, ARGUMENTS_EACH = 5, 3

local function drop(version)
  redis.call('DECRBY', bytes, redis.call('HSTRLEN', texts, version))
  redis.call('HDEL', texts, version)
  redis.call('ZREM', order, version)
  redis.call('ZREM', index, version)
end

for i = FIRST, #ARGV, ARGUMENTS_EACH do
  local prefix, number, text = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local version = prefix .. number
  redis.call('INCRBY', bytes, #text - redis.call('HSTRLEN', texts, version))
  redis.call('HSET', texts, version, text)
  redis.call('ZADD', order, revision, version)
  redis.call('ZADD', index, 0, version)
  local from, to = '[' .. prefix, '(' .. prefix .. ':'
  local surplus = redis.call('ZLEXCOUNT', index, from, to) - mostEach
  if surplus > 0 then
    for _, oldest in ipairs(redis.call('ZRANGEBYLEX', index, from, to, 'LIMIT', 0, surplus)) do drop(oldest) end
  end
end
while redis.call('ZCARD', order) > most or tonumber(redis.call('GET', bytes) or '0') > mostBytes do
  local oldest = redis.call('ZRANGE', order, 0, 0)[1]
  if not oldest then break end
  drop(oldest)
end
return redis.call('ZCARD', order)
