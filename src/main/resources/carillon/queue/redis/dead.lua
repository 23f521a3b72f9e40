-- Looks at up to ARGV[3] dead letters from the position ARGV[2] on and does ARGV[1] (count, replay or
-- delete) with those that ARGV[4] to ARGV[8] ask for.
-- Returns {next position or '', how many it was, how many of them were not replayed because another job
-- that waits or runs has their unique key, how many it looked at}.
local action = ARGV[1]
local asked, matched, refused = asked_for(4), 0, 0

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
    redis.call('HSET', tag .. ':unique', unique, id)
  end
  add(home(again, LANES), id, again)
end

local function taken(fields)
  local unique = get(fields, 'u')
  return unique and holder(unique)
end

local function act(id, fields)
  if action == 'replay' and taken(fields) then
    refused = refused + 1
  elseif action ~= 'count' then
    unshelve('dead', id)
    if action == 'replay' then
      replay(id, fields)
    else
      release(id, fields)
    end
  end
end

local jobs, rest = page('dead', ARGV[2], tonumber(ARGV[3]), asked)
for _, job in ipairs(jobs) do
  if job.fields and asked.wanted(job.fields, job.time) then
    matched = matched + 1
    act(job.id, job.fields)
  end
end
if matched > refused and action ~= 'count' then
  count(action == 'replay' and 'replayed' or 'deleted', matched - refused)
end
return {rest, matched, refused, #jobs}
