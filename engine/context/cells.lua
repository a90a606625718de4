--[[
  Lists cells in which customers of one shard were in one period, one of each group of neighbours in a row.

  Input:
    KEYS[1]  where: the customers of a period, scored by their cell
    ARGV[1]  the cell after which the list goes on; -1 for the beginning
    ARGV[2]  the most cells to list
    ARGV[3]  cells in a group

  Output:
    cells in order; fewer than the most means that these were the last
]]
local where = KEYS[1]
local after, most, group = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function lastOfGroup(cell)
  return cell - cell % group + group - 1
end

local cells = {}
local cell = after >= 0 and lastOfGroup(after) or after
while #cells < most do
  local found = redis.call('ZRANGEBYSCORE', where, string.format('(%d', cell), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if #found == 0 then break end
  local first = tonumber(found[2])
  cells[#cells + 1] = first
  cell = lastOfGroup(first)
end
return cells
