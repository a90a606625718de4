--[[
  Puts a card into a customer's feed and tells those that follow it. A card that is there, or was dismissed, is not put
  again. In a full feed the oldest card that is not pinned makes room, and after these the oldest one.

  Input:
    KEYS[1]  feed: 'c:<id>' a card ('<expires>|<1 pinned, else 0>|<order>|<json>'), 's:<id>' it was shown and
             'd:<id>' it is gone, each with when its card expires
    ARGV[1]  now
    ARGV[2]  the most cards in one feed
    ARGV[3]  the most marks of either kind
    ARGV[4]  id
    ARGV[5]  card
    ARGV[6]  time to keep the feed, milliseconds
    ARGV[7]  channel that tells of it

  Output:
    1; 0 when it was put before
]]
local call = redis.call
local feed, id, card, channel = KEYS[1], ARGV[4], ARGV[5], ARGV[7]
local now, mostCards, mostMarks, keepMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[6])

-- Deletes the first entries of a list, so that at most so many are left; calls back for each.
local function shorten(list, most, isBefore, dropped)
  if #list <= most then return end
  table.sort(list, isBefore)
  for i = 1, #list - most do
    call('HDEL', feed, list[i].name)
    dropped(list[i])
  end
end

-- Clears what has expired, and makes room for one more.
local function makeRoom()
  local cards, marks = {}, {}
  local all = call('HGETALL', feed)
  for i = 1, #all, 2 do
    local name, value = all[i], all[i + 1]
    local until_, pinned, order = string.match(value, '^(%d+)|?(%d?)|?(%d*)')
    local entry = {name = name, expires = tonumber(until_), pinned = pinned == '1', order = tonumber(order) or 0}
    if entry.expires <= now then call('HDEL', feed, name)
    elseif string.sub(name, 1, 2) == 'c:' then cards[#cards + 1] = entry
    else marks[#marks + 1] = entry end
  end
  shorten(cards, mostCards - 1, function(a, b)
    if a.pinned ~= b.pinned then return b.pinned end
    if a.order ~= b.order then return a.order < b.order end
    return a.name < b.name
  end, function(gone)
    local of = string.sub(gone.name, 3)
    call('HDEL', feed, 's:' .. of)
    call('HSET', feed, 'd:' .. of, string.format('%d', gone.expires))
  end)
  shorten(marks, mostMarks, function(a, b) return a.expires < b.expires end, function() end)
end

local there, gone = unpack(call('HMGET', feed, 'c:' .. id, 'd:' .. id))
if there or gone then return 0 end
if call('HLEN', feed) >= mostCards then makeRoom() end
call('HSET', feed, 'c:' .. id, card)
if call('PTTL', feed) < keepMs then call('PEXPIRE', feed, keepMs) end
call('PUBLISH', channel, id)
return 1
