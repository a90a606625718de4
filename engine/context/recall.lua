--[[
  Says which signals customers have sent that their states have forgotten (see recall.ts).

  Input:
    for each question:
    KEYS[q]  the context of its customer; the keys of the forgotten ids are made of it
    ARGV[q]  the hashes asked for, one after the other, 8 characters each

  Output:
    for each question a text with one character a hash: 1 (sent) or 0
]]
local HASH_CHARS = 8
local SLOT_SECONDS = 43200
local SLOTS_BACK = 2
-- 'kairos:ctx:' is this long; what follows is the same in the keys of the ids.
local CONTEXT_PREFIX_CHARS = 11

local slot = math.floor(tonumber(redis.call('TIME')[1]) / SLOT_SECONDS)

local function textsOf(context)
  local texts = {}
  for back = 0, SLOTS_BACK do
    local about = string.sub(context, CONTEXT_PREFIX_CHARS + 1)
    local text = redis.call('GET', 'kairos:ids:' .. about .. ':' .. string.format('%d', slot - back))
    if text then texts[#texts + 1] = text end
  end
  return texts
end

local function isIn(text, hash)
  local from = string.find(text, hash, 1, true)
  -- A find counts where a hash begins.
  while from and (from - 1) % HASH_CHARS ~= 0 do from = string.find(text, hash, from + 1, true) end
  return from ~= nil
end

local answers = {}
for q = 1, #KEYS do
  local context, hashes = KEYS[q], ARGV[q]
  local texts = textsOf(context)
  local said = {}
  for at = 1, #hashes, HASH_CHARS do
    local hash = string.sub(hashes, at, at + HASH_CHARS - 1)
    local found = '0'
    for t = 1, #texts do
      if isIn(texts[t], hash) then found = '1' end
    end
    said[#said + 1] = found
  end
  answers[q] = table.concat(said)
end
return answers
