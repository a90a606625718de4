--[[
  Notes of a card that it was shown, or takes it out of the feed for good, and tells those that follow the feed.

  Input:
    KEYS[1]  feed: 'c:<id>' a card ('<expires>|…'), 's:<id>' it was shown and 'd:<id>' it is gone, each with when its
             card expires
    ARGV[1]  id of the card
    ARGV[2]  's' it was shown, 'd' it is dismissed
    ARGV[3]  channel that tells of it

  Output:
    1 the first time, else 0
]]
local feed, id, what, channel = KEYS[1], ARGV[1], ARGV[2], ARGV[3]

local card = redis.call('HGET', feed, 'c:' .. id)
if not card then return 0 end
if redis.call('HSETNX', feed, what .. ':' .. id, string.match(card, '^%d+')) == 0 then return 0 end
if what == 'd' then redis.call('HDEL', feed, 'c:' .. id, 's:' .. id) end
redis.call('PUBLISH', channel, id)
return 1
