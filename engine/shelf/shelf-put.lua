--[[
  Saves a thing as its next version, unless another version is stored than the one that it follows.

  Input:
    KEYS[1]  things of the shelf: a hash, id -> JSON
    KEYS[2]  versions of the thing: a list of JSON, newest first
    ARGV[1]  id
    ARGV[2]  JSON of the thing, without its version
    ARGV[3]  the version that it follows, 0: there is none; '' for any
    ARGV[4]  the most things of the shelf
    ARGV[5]  the most versions of a thing

  Output:
    the stored JSON; 'other' when another version is stored; 'full' when the shelf is
]]
local things, versions = KEYS[1], KEYS[2]
local id, text, since, most, mostVersions = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local stored = redis.call('HGET', things, id)
local version = stored and tonumber(string.match(stored, '^{"version":(%d+)')) or 0
if since ~= '' and tonumber(since) ~= version then return 'other' end
if not stored and redis.call('HLEN', things) >= most then return 'full' end
local saved = '{"version":' .. string.format('%d', version + 1) .. ',' .. string.sub(text, 2)
redis.call('HSET', things, id, saved)
redis.call('LPUSH', versions, saved)
redis.call('LTRIM', versions, 0, mostVersions - 1)
return saved
