-- Takes up to ARGV[2] jobs of the dead node ARGV[1] and makes them suspects; when none is left its
-- consumers are deleted. Returns how many, or -1 when the node lives.
--
-- A node runs suspects one after the other, so the one it began last is the one it died of; after
-- ARGV[3] such deaths the job is poison. A checkpoint since its start shows that it got on.
local consumer, limit, poison = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if redis.call('EXISTS', tag .. ':node:' .. consumer) == 1 then
  return -1
end

local function blame(id, fields, idle)
  local run = tag .. ':run:' .. id
  local crashes = redis.call('HGET', run, 'fresh') and 0 or whole(get(fields, 'c'), 0)
  redis.call('HDEL', run, 'fresh')
  set(fields, 'c', crashes + 1)
  local before = crashes > 0 and (get(fields, 'y') or '') .. ' ' or ''
  set(fields, 'y', before .. consumer .. '@' .. text(now() - idle))
  return crashes + 1
end

local function give_back(stream, entry, idle, blamed)
  local fields = body(ready(stream), entry)
  take(stream, entry)
  if not fields then
    count('deleted', 1)
    return
  end
  local id = job_id(stream, entry, fields)
  set(fields, 's', home(fields, stream))
  local crashes = blamed and blame(id, fields, idle) or 0
  if cancel_asked(id) then
    ended('cancelled', id, fields)
  elseif crashes >= poison then
    bury(id, fields, 'POISON', '')
  else
    add(SUSPECTS, id, fields)
  end
end

local function youngest(pending)
  local last = pending[1]
  for _, one in ipairs(pending) do
    last = one[3] < last[3] and one or last
  end
  return last
end

local moved = 0
each_stream(function(stream)
  if moved == limit then
    return
  end
  local pending = redis.pcall('XPENDING', ready(stream), GROUP, '-', '+', limit - moved, consumer)
  if pending.err then
    return
  end
  local guilty = stream == SUSPECTS and youngest(pending)
  for _, one in ipairs(pending) do
    give_back(stream, one[1], one[3], one == guilty)
  end
  moved = moved + #pending
  if moved < limit then
    redis.call('XGROUP', 'DELCONSUMER', ready(stream), GROUP, consumer)
  end
end)
return moved
