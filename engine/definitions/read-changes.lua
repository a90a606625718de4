-- What changed since a revision. KEYS: what is known of the documents, the changed fields by revision, the documents.
-- ARGV: the revision and the generation that the reader knows, and how many changes it wants at most.
-- Gives revision and generation; then 0 where all must be read, else 1 and field, text pairs; no text: removed.
local known = redis.call('HMGET', KEYS[1], 'revision', 'generation', 'since', 'recorded')
local revision, generation = known[1] or '0', known[2] or ''
if revision == ARGV[1] and generation == ARGV[2] then return { revision, generation, 1 } end
local isRecorded = generation == ARGV[2] and known[4] == revision and tonumber(known[3]) <= tonumber(ARGV[1])
if not isRecorded then return { revision, generation, 0 } end
local fields = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '+inf', 'LIMIT', 0, tonumber(ARGV[3]) + 1)
if #fields > tonumber(ARGV[3]) then return { revision, generation, 0 } end
local found = { revision, generation, 1 }
for _, field in ipairs(fields) do
  found[#found + 1] = field
  found[#found + 1] = redis.call('HGET', KEYS[3], field) or ''
end
return found
