--[[
  Writes a small publish whole, or not at all when another publish came since it was read.

  Input:
    KEYS[1]  known: revision, recorded, since, generation of the documents
    KEYS[2]  changes: fields, scored by the revision that changed them
    KEYS[3]  the live documents
    ARGV[1]  revision that it was made from
    ARGV[2]  generation that it was made from
    ARGV[3]  channel that tells of a publish
    ARGV[4]  the most changes to remember
    ARGV[5]  number of fields to write
    then for each field to write:
    ARGV[+0] field
    ARGV[+1] text
    then the fields to remove

  Output:
    the new revision; 0 when another publish came first
]]
local known, changes, live = KEYS[1], KEYS[2], KEYS[3]
local fromRevision, fromGeneration, channel = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local mostChanges, toWrite = tonumber(ARGV[4]), tonumber(ARGV[5])
local FIRST_FIELD = 6
local ARGUMENTS_EACH = 2

local stored = redis.call('HMGET', known, 'revision', 'generation', 'recorded')
local revision, generation, recorded = tonumber(stored[1] or '0'), stored[2] or '', tonumber(stored[3])
if revision ~= fromRevision or generation ~= fromGeneration then return 0 end
if recorded ~= revision then
  redis.call('UNLINK', changes)
  redis.call('HSET', known, 'since', revision)
end
revision = revision + 1
local firstToRemove = FIRST_FIELD + ARGUMENTS_EACH * toWrite
for i = FIRST_FIELD, firstToRemove - 1, ARGUMENTS_EACH do
  local field, text = ARGV[i], ARGV[i + 1]
  redis.call('HSET', live, field, text)
  redis.call('ZADD', changes, revision, field)
end
for i = firstToRemove, #ARGV do
  local field = ARGV[i]
  redis.call('HDEL', live, field)
  redis.call('ZADD', changes, revision, field)
end
local surplus = redis.call('ZCARD', changes) - mostChanges
if surplus > 0 then
  local dropped = redis.call('ZRANGE', changes, surplus - 1, surplus - 1, 'WITHSCORES')
  redis.call('ZREMRANGEBYRANK', changes, 0, surplus - 1)
  redis.call('HSET', known, 'since', dropped[2])
end
redis.call('HSET', known, 'revision', revision, 'recorded', revision)
redis.call('PUBLISH', channel, revision)
return revision
