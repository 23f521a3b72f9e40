-- Looks at up to ARGV[3] dead letters from the position ARGV[2] on and does ARGV[1] (count, replay or
-- delete) with those that ARGV[4] to ARGV[8] ask for.
-- Returns {next position or '', how many it was}.
local action = ARGV[1]
local wanted, matched = asked_for(4), 0

-- As it was when it was new, but under its id and with its last error.
local function replay(id, fields)
  local again = {}
  for i = 1, #fields, 2 do
    if not string.find('achrty', fields[i], 1, true) then
      again[#again + 1] = fields[i]
      again[#again + 1] = fields[i + 1]
    end
  end
  local unique = get(again, 'u')
  if unique then
    redis.call('HSETNX', tag .. ':unique', unique, id)
  end
  add(home(again, LANES), id, again)
end

local ids, rest = page('dead', ARGV[2], tonumber(ARGV[3]))
for i = 1, #ids, 2 do
  local fields = peek('dead', ids[i])
  if fields and wanted(fields, ids[i + 1]) then
    matched = matched + 1
    if action ~= 'count' then
      unshelve('dead', ids[i])
    end
    if action == 'replay' then
      replay(ids[i], fields)
    end
  end
end
if matched > 0 and action ~= 'count' then
  count(action == 'replay' and 'replayed' or 'deleted', matched)
end
return {rest, matched}
