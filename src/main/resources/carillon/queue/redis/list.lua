-- Jobs of the state ARGV[1] from the position ARGV[2] on ('' at first): looks at up to ARGV[3] of them
-- and returns those that ARGV[4] to ARGV[8] ask for, at most ARGV[9]:
-- {next position or '', how many it looked at, id, time on the shelf (ms), fields, progress, …}.
local state, position, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local wanted, most = asked_for(4), tonumber(ARGV[9])
local result, seen = {'', 0}, 0

local function show(id, time, fields)
  seen = seen + 1
  if fields and wanted(fields, time) then
    result[#result + 1] = id
    result[#result + 1] = tostring(time)
    result[#result + 1] = fields
    result[#result + 1] = progress_of(id, fields) or ''
    most = most - 1
  end
  return seen == limit or most == 0
end

local function on_shelf()
  local ids, rest = page(state, position, limit)
  for i = 1, #ids, 2 do
    if show(ids[i], ids[i + 1], peek(state, ids[i])) then
      return (i + 1 < #ids or rest ~= '') and ids[i + 1] .. '/' .. ids[i] or ''
    end
  end
  return ''
end

local function last_delivered(key)
  local groups = redis.pcall('XINFO', 'GROUPS', key)
  return groups[1] and get(groups[1], 'last-delivered-id') or '0-0'
end

local function later(a, b)
  local ams, aseq = string.match(a, '(%d+)-(%d+)')
  local bms, bseq = string.match(b, '(%d+)-(%d+)')
  return (tonumber(ams) - tonumber(bms) > 0 or ams == bms and tonumber(aseq) > tonumber(bseq)) and a or b
end

-- Entries of a stream after one, as {entry, …}, and what is in them.
local function waiting(stream, after)
  local key = ready(stream)
  if redis.call('XLEN', key) == 0 then
    return {}
  end
  return redis.call('XRANGE', key, '(' .. later(after, last_delivered(key)), '+', 'COUNT', limit - seen)
end

local function running(stream, after)
  local pending = redis.pcall('XPENDING', ready(stream), GROUP, '(' .. after, '+', limit - seen)
  return pending.err and {} or pending
end

local function on_streams()
  local from, entry = string.match(position, '^(%d+)/(.*)$')
  local reached, stopped = not from, ''
  each_stream(function(stream)
    reached = reached or tostring(stream) == from
    if not reached or stopped ~= '' then
      return
    end
    local after = tostring(stream) == from and entry or '0-0'
    for _, one in ipairs((state == 'ready' and waiting or running)(stream, after)) do
      local fields = state == 'ready' and one[2] or body(ready(stream), one[1])
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
