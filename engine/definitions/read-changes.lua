--[[
  Gives the fields that changed since a revision.

  Input:
    KEYS[1]  known: revision, recorded, since, generation of the documents
    KEYS[2]  changes: fields, scored by the revision that changed them
    KEYS[3]  the live documents
    ARGV[1]  revision that the reader knows
    ARGV[2]  generation that the reader knows
    ARGV[3]  the most changes that the reader wants

  Output:
    [1]      revision
    [2]      generation
    [3]      1; or 0 when the reader must read all documents, and nothing follows
    [4..]    field, text of each changed field; the text of a removed one is ''
]]
local known, changes, live = KEYS[1], KEYS[2], KEYS[3]
local readerRevision, readerGeneration, most = ARGV[1], ARGV[2], tonumber(ARGV[3])

local stored = redis.call('HMGET', known, 'revision', 'generation', 'since', 'recorded')
local revision, generation, since, recorded = stored[1] or '0', stored[2] or '', tonumber(stored[3]), stored[4]
if revision == readerRevision and generation == readerGeneration then return { revision, generation, 1 } end
local isRecorded = generation == readerGeneration and recorded == revision and since <= tonumber(readerRevision)
if not isRecorded then return { revision, generation, 0 } end
local fields = redis.call('ZRANGEBYSCORE', changes, '(' .. readerRevision, '+inf', 'LIMIT', 0, most + 1)
if #fields > most then return { revision, generation, 0 } end
local found = { revision, generation, 1 }
for _, field in ipairs(fields) do
  found[#found + 1] = field
  found[#found + 1] = redis.call('HGET', live, field) or ''
end
return found
