-- What has lasted its time, up to ARGV[1] of each kind: waiting jobs by their time to live, kept ones,
-- and dead letters older than ARGV[2] ms or beyond ARGV[3] bytes of memory, the oldest first.
-- Returns {1 when there may be more, else 0, event name of each job whose time to live is over}.
local limit, time, more = tonumber(ARGV[1]), now(), 0
local expired = {}

local function due(key, at)
  local ids = redis.call('ZRANGEBYSCORE', tag .. key, '-inf', text(at), 'LIMIT', 0, limit)
  more = #ids == limit and 1 or more
  return ids
end

for _, id in ipairs(due(':ttl', time)) do
  redis.call('ZREM', tag .. ':ttl', id)
  local state, fields, stream, entry = locate(id)
  if state == 'scheduled' then
    unshelve(state, id)
  elseif state == 'ready' then
    redis.call('XDEL', ready(stream), entry)
  end
  if state == 'scheduled' or state == 'ready' then
    ended('expired', id, fields)
    expired[#expired + 1] = get(fields, 'e')
  end
end
for _, id in ipairs(due(':kept', time)) do
  unshelve('kept', id)
end

-- How many bytes that frees.
local function delete_dead(ids)
  local freed = 0
  for _, id in ipairs(ids) do
    local fields, bytes = unshelve('dead', id)
    release(id, fields or {})
    freed = freed + bytes
  end
  if #ids > 0 then
    count('deleted', #ids)
  end
  return freed
end

delete_dead(due(':dead', time - ARGV[2]))
local beyond = used('dead') - ARGV[3]
for _ = 1, limit do
  local oldest = beyond > 0 and redis.call('ZRANGE', tag .. ':dead', 0, 0) or {}
  if not oldest[1] then
    return {more, unpack(expired)}
  end
  beyond = beyond - delete_dead(oldest)
end
return {1, unpack(expired)}
