-- Jobs of the state ARGV[1] from the position ARGV[2] on ('' at first): looks at up to ARGV[3] of them
-- and returns those that ARGV[4] to ARGV[8] ask for, at most ARGV[9]:
-- {next position or '', how many it looked at, id, time on the shelf (ms), fields, progress, …}.
local state, position, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local asked, most = asked_for(4), tonumber(ARGV[9])
local result, seen = {'', 0}, 0

local function show(id, time, fields)
  seen = seen + 1
  if fields and asked.wanted(fields, time) then
    result[#result + 1] = id
    result[#result + 1] = text(moment(time))
    result[#result + 1] = fields
    result[#result + 1] = progress_of(id, fields) or ''
    most = most - 1
  end
  return seen == limit or most == 0
end

local function on_shelf()
  local jobs, rest = page(state, position, limit, asked)
  for i, job in ipairs(jobs) do
    if show(job.id, job.time, job.fields) then
      return (i < #jobs or rest ~= '') and job.time .. '/' .. job.id or ''
    end
  end
  return rest
end

local function later(a, b)
  local ams, aseq = string.match(a, '(%d+)-(%d+)')
  local bms, bseq = string.match(b, '(%d+)-(%d+)')
  return (tonumber(ams) - tonumber(bms) > 0 or ams == bms and tonumber(aseq) > tonumber(bseq)) and a or b
end

-- Entries of a stream after one, as {entry, …}, and what is in them.
local function waiting(stream, after)
  if length(stream) == 0 then
    return {}
  end
  local _, delivered = progress_of_group(stream)
  return redis.call('XRANGE', ready(stream), '(' .. later(after, delivered), '+', 'COUNT', limit - seen)
end

local function running(stream, after)
  local pending = redis.pcall('XPENDING', ready(stream), GROUP, '(' .. after, '+', limit - seen)
  return pending.err and {} or pending
end

local function on_streams()
  local from, entry = string.match(position, '^(%d+)/(%d+%-%d+)$')
  local reached, stopped = not from, ''
  each_stream(function(stream)
    reached = reached or tostring(stream) == from
    if not reached or stopped ~= '' then
      return
    end
    local after = tostring(stream) == from and entry or '0-0'
    for _, one in ipairs((state == 'ready' and waiting or running)(stream, after)) do
      local fields = state == 'ready' and known(one[2]) or body(ready(stream), one[1])
      local ms = string.match(one[1], '^%d+')
      if show(fields and job_id(stream, one[1], fields) or '', ms, fields) then
        stopped = stream .. '/' .. one[1]
        return
      end
    end
  end)
  return stopped
end

result[1] = (state == 'ready' or state == 'running') and on_streams() or on_shelf()
result[2] = seen
return result
