--[[
  Deletes a draft, or the marks of one that expired.

  Input:
    KEYS[1]  texts of the person's drafts
    KEYS[2]  marks of all drafts
    KEYS[3]  bytes by person
    ARGV[1]  draft: kind and name
    ARGV[2]  mark: person and draft
    ARGV[3]  person

  Output:
    1 when there was one
]]
local texts, marks, bytes = KEYS[1], KEYS[2], KEYS[3]
local draft, mark, person = ARGV[1], ARGV[2], ARGV[3]

local stored = redis.call('HGET', marks, mark)
if not stored then return 0 end
local size = tonumber(string.match(stored, '%d+$'))
redis.call('HDEL', texts, draft)
redis.call('HDEL', marks, mark)
redis.call('HINCRBY', bytes, '', -size)
if redis.call('HINCRBY', bytes, person, -size) <= 0 then redis.call('HDEL', bytes, person) end
return 1
