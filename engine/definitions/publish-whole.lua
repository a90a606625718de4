--[[
  Makes documents that were written beside the live ones the live ones. Drops them when another publish came first.

  Input:
    KEYS[1]  known: revision, recorded, since, generation of the documents
    KEYS[2]  changes: fields, scored by the revision that changed them
    KEYS[3]  the live documents
    KEYS[4]  the documents that were written
    ARGV[1]  revision that they were made from
    ARGV[2]  generation that they were made from
    ARGV[3]  channel that tells of a publish
    ARGV[4]  their own generation

  Output:
    the new revision; 0 when another publish came first
]]
local known, changes, live, written = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local fromRevision, fromGeneration, channel, generation = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]

local stored = redis.call('HMGET', known, 'revision', 'generation')
local revision = tonumber(stored[1] or '0')
if revision ~= fromRevision or (stored[2] or '') ~= fromGeneration then
  redis.call('UNLINK', written)
  return 0
end
redis.call('UNLINK', changes, live)
redis.call('PERSIST', written)
revision = revision + 1
redis.call('HSET', known, 'revision', revision, 'recorded', revision, 'since', revision, 'generation', generation)
redis.call('PUBLISH', channel, revision)
return revision
