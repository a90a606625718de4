-- Which of these ids did customers send that their states have forgotten? (see recall.ts)
-- KEYS: one context key a question. ARGV: for each, the hashes that are asked for, one after the other, 8 characters each.
-- Returns: for each question a text with 1 (it was sent) or 0 for each hash.
local now = redis.call('TIME')
local slot = math.floor(tonumber(now[1]) / 43200)
local answers = {}
for q = 1, #KEYS do
  local kept = {}
  for back = 0, 2 do
    local text = redis.call('GET', 'kairos:ids:' .. string.sub(KEYS[q], 12) .. ':' .. string.format('%d', slot - back))
    if text then kept[#kept + 1] = text end
  end
  local said = {}
  for at = 1, #ARGV[q], 8 do
    local hash = string.sub(ARGV[q], at, at + 7)
    local found = '0'
    for k = 1, #kept do
      local from = string.find(kept[k], hash, 1, true)
      -- Only where a hash begins.
      while from and (from - 1) % 8 ~= 0 do from = string.find(kept[k], hash, from + 1, true) end
      if from then found = '1' end
    end
    said[#said + 1] = found
  end
  answers[q] = table.concat(said)
end
return answers
