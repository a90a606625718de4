-- In which cells somebody is, of one shard and period: one of each group of neighbours in a row.
-- KEYS: who is where in the period. ARGV: the cell after which to go on (-1 for none), most, cells in a group.
-- Returns: cells, in order; fewer than most: these were the last.
local cell, most, width = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local cells = {}
if cell >= 0 then cell = cell - cell % width + width - 1 end
while #cells < most do
  local found = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('(%d', cell), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if #found == 0 then break end
  local first = tonumber(found[2])
  cells[#cells + 1] = first
  cell = first - first % width + width - 1
end
return cells
