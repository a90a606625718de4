-- One page of the customers in some cells, by cell and name, of one period. What comes and goes in between moves nobody out of order.
-- KEYS: who is where in the period. ARGV: most, cell and customer of the last one of the page before (customer '' for none),
--       then first and last cell of each range, in order; the first range is the one that the page before ended in.
-- Returns: number of the range it ended in (0: all are done), cell of the last customer, then customers.
local key, most = KEYS[1], tonumber(ARGV[1])

-- As Redis orders members, byte by byte; `<` in Lua would go by the locale.
local function isAfter(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x > y end
  end
  return #a > #b
end

local function rankAfter(cell, customer)
  local low = redis.call('ZCOUNT', key, '-inf', '(' .. cell)
  local high = redis.call('ZCOUNT', key, '-inf', cell)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if isAfter(redis.call('ZRANGE', key, middle, middle)[1], customer) then high = middle else low = middle + 1 end
  end
  return low
end

local answer = {0, ''}
if redis.call('EXISTS', key) == 0 then return answer end
for r = 4, #ARGV, 2 do
  local rank
  if r == 4 and ARGV[3] ~= '' then
    rank = rankAfter(ARGV[2], ARGV[3])
  else
    rank = redis.call('ZCOUNT', key, '-inf', '(' .. ARGV[r])
  end
  local last = redis.call('ZCOUNT', key, '-inf', ARGV[r + 1]) - 1
  if rank <= last then
    local room = most - (#answer - 2)
    local found = redis.call('ZRANGE', key, rank, math.min(last, rank + room - 1))
    for i = 1, #found do answer[#answer + 1] = found[i] end
    if #answer - 2 >= most then
      answer[1] = (r - 2) / 2
      answer[2] = redis.call('ZSCORE', key, found[#found])
      return answer
    end
  end
end
return answer
