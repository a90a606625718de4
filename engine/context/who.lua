--[[
  Gives one page of the customers in some cells in one period, by cell and name. A customer who comes or goes between two pages
  moves no other customer to another page.

  Input:
    KEYS[1]  where: the customers of a period, scored by their cell
    ARGV[1]  the most customers on the page
    ARGV[2]  cell of the last customer of the page before
    ARGV[3]  that customer; '' for the first page
    then for each range, in order; the page before ended in the first one:
    ARGV[+0] its first cell
    ARGV[+1] its last cell

  Output:
    [1]      number of the range in which the page ended; 0: all ranges are done
    [2]      cell of the last customer on the page
    [3..]    customers
]]
local where = KEYS[1]
local most, lastCell, lastCustomer = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local FIRST_RANGE = 4
local ARGUMENTS_EACH = 2
local ANSWERS_BEFORE = 2

-- Redis orders members byte by byte; `<` in Lua goes by the locale.
local function isAfter(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x > y end
  end
  return #a > #b
end

local function rankAfter(cell, customer)
  local low = redis.call('ZCOUNT', where, '-inf', '(' .. cell)
  local high = redis.call('ZCOUNT', where, '-inf', cell)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if isAfter(redis.call('ZRANGE', where, middle, middle)[1], customer) then high = middle else low = middle + 1 end
  end
  return low
end

local answer = {0, ''}
if redis.call('EXISTS', where) == 0 then return answer end
for r = FIRST_RANGE, #ARGV, ARGUMENTS_EACH do
  local from, to = ARGV[r], ARGV[r + 1]
  local rank
  if r == FIRST_RANGE and lastCustomer ~= '' then
    rank = rankAfter(lastCell, lastCustomer)
  else
    rank = redis.call('ZCOUNT', where, '-inf', '(' .. from)
  end
  local last = redis.call('ZCOUNT', where, '-inf', to) - 1
  if rank <= last then
    local room = most - (#answer - ANSWERS_BEFORE)
    local found = redis.call('ZRANGE', where, rank, math.min(last, rank + room - 1))
    for i = 1, #found do answer[#answer + 1] = found[i] end
    if #answer - ANSWERS_BEFORE >= most then
      answer[1] = (r - FIRST_RANGE) / ARGUMENTS_EACH + 1
      answer[2] = redis.call('ZSCORE', where, found[#found])
      return answer
    end
  end
end
return answer
