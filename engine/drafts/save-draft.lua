--[[
  Stores a draft unless another one was stored since, or it is beyond a limit.

  Input:
    KEYS[1]  texts of the person's drafts: a hash, draft -> text
    KEYS[2]  marks of all drafts: a hash, [person, draft] -> when it was stored, and its bytes
    KEYS[3]  bytes: a hash, person -> bytes of their drafts; '' -> of all
    ARGV[1]  draft: kind and name
    ARGV[2]  text
    ARGV[3]  mark: person and draft
    ARGV[4]  person
    ARGV[5]  when it is stored
    ARGV[6]  when the one before was stored, 0: there was none; '' for any
    ARGV[7]  the most drafts of a person
    ARGV[8]  the most bytes of a person
    ARGV[9]  the most bytes of all
    ARGV[10] seconds that they are kept unused

  Output:
    'saved'; 'other' when another one was stored since; 'drafts', 'bytes' or 'all' for the limit that is reached
]]
local texts, marks, bytes = KEYS[1], KEYS[2], KEYS[3]
local draft, text, mark, person, now, since = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local mostDrafts, mostBytes, mostAll, seconds = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10]

local before = redis.call('HGET', marks, mark)
local storedAt = before and string.match(before, '^%d+') or '0'
if since ~= '' and since ~= storedAt then return 'other' end
local more = #text - redis.call('HSTRLEN', texts, draft)
if not before and redis.call('HLEN', texts) >= mostDrafts then return 'drafts' end
local own = tonumber(redis.call('HGET', bytes, person) or '0') + more
if more > 0 and own > mostBytes then return 'bytes' end
if more > 0 and tonumber(redis.call('HGET', bytes, '') or '0') + more > mostAll then return 'all' end
redis.call('HSET', texts, draft, text)
redis.call('EXPIRE', texts, seconds)
redis.call('HSET', marks, mark, now .. ' ' .. #text)
redis.call('HSET', bytes, person, own)
redis.call('HINCRBY', bytes, '', more)
return 'saved'
